"""The keys are handled in the main loop, which comes after the release."""
import tkinter


def play(pool):
    sound = pool.acquire()  # step: acquired
    window = tkinter.Tk()
    window.bind("<space>", lambda event: sound.play())  # step: deferred, used
    try:
        window.mainloop()
    finally:
        pool.release(sound)  # error: [POOL102] # step: released
