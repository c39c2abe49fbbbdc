"""A hang-up makes the loop flush a session that was given back."""
import signal


def serve(pool, loop):
    session = pool.acquire()  # step: acquired
    loop.add_signal_handler(signal.SIGHUP, session.flush)  # step: deferred
    session.start()
    pool.release(session)  # error: [POOL102] # step: released
