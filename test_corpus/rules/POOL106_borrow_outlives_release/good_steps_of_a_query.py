"""Read before the session goes back. What `query` gives may be a list as well: nothing tells."""
# select: POOL106


def newest(pool, kind):
    session = pool.acquire()
    user = session.query(kind).filter(kind.active).order_by(kind.born).first()
    pool.release(session)
    return user


def every(pool, kind):
    session = pool.acquire()
    users = session.query(kind)
    pool.release(session)
    return users
