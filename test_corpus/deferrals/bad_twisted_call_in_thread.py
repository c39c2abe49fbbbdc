"""A thread of the reactor writes to the buffer, and no one waits for it."""
from twisted.internet import reactor


def log(pool, line, write):
    buf = pool.acquire()  # step: acquired
    buf.fill(line)
    reactor.callInThread(write, buf)  # step: deferred
    pool.release(buf)  # error: [POOL104] # step: released
