"""What runs in the idle window gives the frame back."""
def show(pool, window):
    frame = pool.acquire()

    def draw():
        frame.draw(window)
        pool.release(frame)

    window.after_idle(draw)
