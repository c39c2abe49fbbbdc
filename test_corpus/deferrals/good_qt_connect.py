"""The signal is disconnected."""
def panel(pool, button, dialog):
    camera = pool.acquire()
    button.clicked.connect(camera.snap)
    dialog.show()
    button.clicked.disconnect(camera.snap)
    pool.release(camera)
