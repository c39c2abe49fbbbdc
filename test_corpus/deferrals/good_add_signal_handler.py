"""The handler goes first."""
import signal


def serve(pool, loop):
    session = pool.acquire()
    loop.add_signal_handler(signal.SIGHUP, session.flush)
    session.start()
    loop.remove_signal_handler(signal.SIGHUP)
    pool.release(session)
