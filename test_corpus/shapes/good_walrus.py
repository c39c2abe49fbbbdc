"""Everything that is asked of the connection is asked in the branch, before the release."""


def ping(pool, name):
    if (conn := pool.acquire(name)) is not None:
        conn.log(name)
        pool.release(conn)
        return True
    return False
