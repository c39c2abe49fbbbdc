"""The window redraws from a frame that has been given back."""
import tkinter


def show(pool, root: tkinter.Tk):
    frame = pool.acquire()  # step: acquired
    root.after(40, frame.draw, root)  # step: deferred
    pool.release(frame)  # error: [POOL102] # step: released
