"""The copy has memory of its own."""
# select: POOL1
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def load(name, shape):
    shm = SharedMemory(name=name)
    array = np.ndarray(shape, dtype="f8", buffer=shm.buf)
    own = array.copy()
    shm.close()
    return own
