"""A pool of workers lends nothing: its results are ours after the block, and so is the name of the pool."""
import multiprocessing


def squares(numbers):
    with multiprocessing.Pool(4) as pool:
        result = pool.map_async(abs, numbers)
        result.wait()
    pool.join()
    return result.get()
