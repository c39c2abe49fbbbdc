"""When the window is idle, the frame is already lent again."""
def show(pool, window):
    frame = pool.acquire()  # step: acquired
    window.after_idle(frame.draw, window)  # step: deferred
    pool.release(frame)  # error: [POOL102] # step: released
