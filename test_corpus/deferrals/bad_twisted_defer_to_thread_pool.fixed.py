"""One of two threads is waited for."""
from twisted.internet import defer, reactor, threads


@defer.inlineCallbacks
def digest(pool, workers, hash_of, sum_of):
    buf = pool.acquire()  # step: acquired
    first = threads.deferToThreadPool(reactor, workers, hash_of, buf)
    second = threads.deferToThreadPool(reactor, workers, sum_of, buf)  # step: deferred
    yield first
    try:
        yield second
    finally:
        pool.release(buf)  # error: [POOL104] # step: released
