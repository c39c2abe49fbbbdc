"""The timer is cancelled."""
import tkinter


def show(pool, root: tkinter.Tk):
    frame = pool.acquire()
    timer = root.after(40, frame.draw, root)
    root.update()
    root.after_cancel(timer)
    pool.release(frame)
