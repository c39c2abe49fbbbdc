"""The bare thread has no handle that could be joined."""
import _thread


def beep(pool, play):
    sound = pool.acquire()  # step: acquired
    _thread.start_new_thread(play, (sound,))  # step: deferred
    pool.release(sound)  # error: [POOL104] # step: released
