"""An error of the `yield` that waits for the acquisition has taken nothing out."""
# select: ALL
from twisted.internet import defer


@defer.inlineCallbacks
def fetch(pool, sql):
    conn = yield pool.acquire()
    try:
        rows = yield conn.fetch(sql)
    finally:
        pool.release(conn)
    return rows
