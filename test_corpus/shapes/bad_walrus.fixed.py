"""The connection is bound in the condition, released in the branch, and used behind it."""


def ping(pool, name):
    if (conn := pool.acquire(name)) is not None:  # step: acquired
        conn.log(name)  # step: used
        pool.release(conn)  # error: [POOL101] # step: released
        return True
    return False
