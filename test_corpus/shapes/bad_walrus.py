"""The connection is bound in the condition, released in the branch, and used behind it."""


def ping(pool, name):
    if (conn := pool.acquire(name)) is not None:  # step: acquired
        pool.release(conn)  # error: [POOL101] # step: released
        conn.log(name)  # step: used
        return True
    return False
