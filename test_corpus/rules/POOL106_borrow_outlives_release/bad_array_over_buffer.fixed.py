"""The array has no memory of its own."""
# select: POOL1
import numpy as np


def mean(buf_pool, source):
    buf = buf_pool.acquire()  # step: acquired
    try:
        source.fill(buf)
        samples = np.frombuffer(buf, dtype="f4").reshape(-1, 2)  # step: borrowed
        return samples.mean()  # step: used
    finally:
        buf_pool.release(buf)  # error: [POOL106]  # step: released
