"""The button stays connected to a camera that went back."""
def panel(pool, button, dialog):
    camera = pool.acquire()  # step: acquired
    button.clicked.connect(camera.snap)  # step: deferred
    dialog.show()
    pool.release(camera)  # error: [POOL102] # step: released
