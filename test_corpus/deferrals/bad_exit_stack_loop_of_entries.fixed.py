"""Each turn registers a summary, and the body releases the session that all of them use."""
from contextlib import ExitStack


def audit(pool, names):
    with ExitStack() as stack:
        session = pool.acquire()  # step: acquired
        stack.callback(pool.release, session)
        for name in names:
            stack.callback(session.summarize, name)
