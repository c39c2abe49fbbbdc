"""Both are."""
from twisted.internet import defer, reactor, threads


@defer.inlineCallbacks
def digest(pool, workers, hash_of, sum_of):
    buf = pool.acquire()
    first = threads.deferToThreadPool(reactor, workers, hash_of, buf)
    second = threads.deferToThreadPool(reactor, workers, sum_of, buf)
    yield first
    yield second
    pool.release(buf)
