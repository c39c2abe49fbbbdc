"""The application runs after the release."""
from PyQt6.QtWidgets import QApplication, QPushButton


def main(pool):
    app = QApplication([])
    camera = pool.acquire()  # step: acquired
    button = QPushButton("snap")
    button.clicked.connect(camera.snap)  # step: deferred
    pool.release(camera)  # error: [POOL102] # step: released
    app.exec()
