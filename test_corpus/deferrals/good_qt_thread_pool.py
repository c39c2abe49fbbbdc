"""The workers are done."""
from PyQt6.QtCore import QThreadPool


def encode(pool, workers: QThreadPool):
    picture = pool.acquire()
    workers.start(picture.encode)
    workers.waitForDone()
    pool.release(picture)
