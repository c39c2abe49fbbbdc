"""The list of Deferreds is yielded after the release."""
from twisted.internet import defer, threads


@defer.inlineCallbacks
def digest(pool, hash_of, sum_of):
    buf = pool.acquire()  # step: acquired
    first = threads.deferToThread(hash_of, buf)  # step: deferred
    second = threads.deferToThread(sum_of, buf)
    both = defer.gatherResults([first, second])
    pool.release(buf)  # error: [POOL104] # step: released
    yield both
