"""Its result is there."""
from gevent.pool import Group


def fetch(pool, load, url):
    conn = pool.getconn()
    rows = Group().apply_async(load, (conn, url)).get()
    pool.putconn(conn)
    return rows
