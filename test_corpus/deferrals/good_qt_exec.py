"""The application has ended."""
from PyQt6.QtWidgets import QApplication, QPushButton


def main(pool):
    app = QApplication([])
    camera = pool.acquire()
    button = QPushButton("snap")
    button.clicked.connect(camera.snap)
    app.exec()
    pool.release(camera)
