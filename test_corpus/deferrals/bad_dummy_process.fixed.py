"""A `Process` of `multiprocessing.dummy` is a thread."""
from multiprocessing.dummy import Process


def crunch(pool, reduce):
    block = pool.alloc(4096)  # step: acquired
    worker = Process(target=reduce, args=(block,))
    worker.start()  # step: deferred
    worker.join()
    pool.free(block)  # error: [POOL104] # step: released
