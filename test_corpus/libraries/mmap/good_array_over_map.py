"""What is returned is a copy in memory of its own."""
# select: POOL1
import mmap

import numpy as np


def load(path):
    with open(path, "r+b") as handle, mmap.mmap(handle.fileno(), 0) as mapped:
        return np.frombuffer(mapped, dtype="f4").copy()
