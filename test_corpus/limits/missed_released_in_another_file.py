"""`finish` stands in another file and releases its argument; functions of other files are not looked at."""
# runtime: given app.tools.finish = pool.putconn
from app.tools import finish


def nightly(pool):
    conn = pool.getconn()
    finish(conn)  # missed: [POOL101]
    conn.execute("vacuum")
