"""The array's memory is unmapped."""
# select: POOL1
import mmap

import numpy as np


def mean(path):
    with open(path, "r+b") as handle:
        mapped = mmap.mmap(handle.fileno(), 0)  # step: acquired
    samples = np.frombuffer(mapped, dtype="f4")  # step: borrowed
    try:
        return samples.mean()  # step: used
    finally:
        mapped.close()  # error: [POOL106]  # step: released
