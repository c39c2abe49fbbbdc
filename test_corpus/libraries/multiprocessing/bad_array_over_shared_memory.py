"""`close` unmaps the block on which the returned array stands."""
# select: POOL1
from multiprocessing.shared_memory import SharedMemory

import numpy as np


def load(name, shape):
    shm = SharedMemory(name=name)  # step: acquired
    array = np.ndarray(shape, dtype="f8", buffer=shm.buf)
    shm.close()  # error: [POOL106]  # step: released
    return array  # step: escaped
