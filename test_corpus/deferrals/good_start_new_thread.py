"""The thread itself takes a sound and gives it back."""
import _thread


def beep(pool, play):
    sound = pool.acquire()
    _thread.start_new_thread(play, (pool,))
    pool.release(sound)
