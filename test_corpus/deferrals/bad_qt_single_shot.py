"""The shot fires in a second, at a camera that was given back."""
from PyQt6.QtCore import QTimer


def snap(pool, label):
    camera = pool.acquire()  # step: acquired
    QTimer.singleShot(1000, camera.snap)  # step: deferred
    label.setText(camera.name)
    pool.release(camera)  # error: [POOL102] # step: released
