"""The coroutine has been started, and is still on its way."""
from twisted.internet.defer import ensureDeferred


def fetch(pool, load):
    channel = pool.acquire()  # step: acquired
    rows = ensureDeferred(load(channel))  # step: deferred
    pool.release(channel)  # error: [POOL104] # step: released
    return rows
