"""The list is a list of its own; nothing in it is used, and `len` looks at none of its items."""


def publish(pool, render):
    conn = pool.acquire()
    render([conn, 1])
    pool.release(conn)
    return len([conn])
