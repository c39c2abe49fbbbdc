"""`finish` releases its argument, but its file is not there: a function that cannot be found is an unknown one."""
# runtime: given app.tools.finish = pool.putconn
from app.tools import finish


def nightly(pool):
    conn = pool.getconn()
    finish(conn)  # missed: [POOL101]
    conn.execute("vacuum")
