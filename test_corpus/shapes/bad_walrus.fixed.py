"""The connection is bound in the condition, released in the branch, and used behind it."""


def ping(pool, name):
    if (conn := pool.acquire(name)) is not None:  # step: acquired
        try:
            conn.log(name)  # step: used
        finally:
            pool.release(conn)  # error: [POOL101] # step: released
        return True
    return False
