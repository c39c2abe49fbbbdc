"""The thread's answer is waited for."""
from gevent.threadpool import ThreadPool


def digest(pool, hash_of, data):
    block = pool.alloc(len(data))
    block.fill(data)
    answer = ThreadPool(2).spawn(hash_of, block).get()
    pool.free(block)
    return answer
