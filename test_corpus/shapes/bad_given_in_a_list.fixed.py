"""The connection is given back, and then handed to a function in a list."""


def publish(pool, render):
    conn = pool.acquire()  # step: acquired
    try:
        render([conn, 1])  # step: used
    finally:
        pool.release(conn)  # error: [POOL101] # step: released
