"""A real process has its own copy of the block."""
from multiprocessing import Process


def crunch(pool, reduce):
    block = pool.alloc(4096)
    worker = Process(target=reduce, args=(block,))
    worker.start()
    pool.free(block)
