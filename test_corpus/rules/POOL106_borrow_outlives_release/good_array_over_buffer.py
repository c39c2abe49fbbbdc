"""The mean is a number, and the shape is known to the array itself."""
# select: POOL1
import numpy as np


def mean(buf_pool, source):
    buf = buf_pool.acquire()
    source.fill(buf)
    samples = np.frombuffer(buf, dtype="f4").reshape(-1, 2)
    found = samples.mean()
    buf_pool.release(buf)
    return found, samples.shape
