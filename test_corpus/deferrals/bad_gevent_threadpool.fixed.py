"""A real thread hashes the block while the next one fills it."""
from gevent.threadpool import ThreadPool


def digest(pool, hash_of, data):
    block = pool.alloc(len(data))  # step: acquired
    block.fill(data)
    job = ThreadPool(2).spawn(hash_of, block)  # step: deferred
    try:
        return job.get()
    finally:
        pool.free(block)  # error: [POOL104] # step: released
