"""The window is gone when the sound goes back."""
import tkinter


def play(pool):
    sound = pool.acquire()
    window = tkinter.Tk()
    window.bind("<space>", lambda event: sound.play())
    window.mainloop()
    pool.release(sound)
