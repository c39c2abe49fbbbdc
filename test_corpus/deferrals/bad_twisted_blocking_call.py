"""`callFromThread` does not wait for the reactor."""
from twisted.internet import reactor


def announce(pool, send):
    frame = pool.acquire()  # step: acquired
    reactor.callFromThread(send, frame)  # step: deferred
    pool.release(frame)  # error: [POOL102] # step: released
