"""The shot takes a camera."""
from PyQt6.QtCore import QTimer


def snap(pool, label):
    def shoot():
        camera = pool.acquire()
        camera.snap()
        pool.release(camera)

    QTimer.singleShot(1000, shoot)
    label.setText("soon")
