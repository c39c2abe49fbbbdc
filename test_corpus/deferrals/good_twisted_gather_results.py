"""The list is yielded first."""
from twisted.internet import defer, threads


@defer.inlineCallbacks
def digest(pool, hash_of, sum_of):
    buf = pool.acquire()
    first = threads.deferToThread(hash_of, buf)
    second = threads.deferToThread(sum_of, buf)
    both = defer.gatherResults([first, second])
    yield both
    pool.release(buf)
