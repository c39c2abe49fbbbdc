"""A thread of the pool encodes the picture that is being given away."""
from PyQt6.QtCore import QThreadPool


def encode(pool, workers: QThreadPool):
    picture = pool.acquire()  # step: acquired
    workers.start(picture.encode)  # step: deferred
    try:
        workers.waitForDone()
    finally:
        pool.release(picture)  # error: [POOL104] # step: released
