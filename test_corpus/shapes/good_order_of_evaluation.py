"""The tally is computed first, then the release."""


def finish(pool, session):
    return session.tally(), pool.release(session)
