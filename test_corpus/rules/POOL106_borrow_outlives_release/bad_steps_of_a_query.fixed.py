"""`first` shows that what was filtered is a query still, which runs on the session."""
# select: POOL106


def newest(pool, kind):
    session = pool.acquire()  # step: acquired
    users = session.query(kind).filter(kind.active).order_by(kind.born)  # step: borrowed
    try:
        return users.first()  # step: used
    finally:
        pool.release(session)  # error: [POOL106]  # step: released
