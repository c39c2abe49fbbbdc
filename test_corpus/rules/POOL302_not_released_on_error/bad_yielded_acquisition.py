"""The object is there when the `yield` gives it: an error of the `yield` below loses it."""
# select: ALL
from twisted.internet import defer


@defer.inlineCallbacks
def fetch(pool, sql):
    conn = yield pool.acquire()  # error: [POOL302] # step: acquired
    rows = yield conn.fetch(sql)  # step: left
    pool.release(conn)  # step: released
    return rows
