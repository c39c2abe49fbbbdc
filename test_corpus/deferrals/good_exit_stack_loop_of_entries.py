"""The session is entered first and outlives all summaries."""
from contextlib import ExitStack


def audit(pool, names):
    with ExitStack() as stack:
        session = stack.enter_context(pool.session())
        for name in names:
            stack.callback(session.summarize, name)
