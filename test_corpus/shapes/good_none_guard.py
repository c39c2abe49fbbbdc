"""The name is set to None beside the release, and the guard sees it."""


def talk(pool, messages):
    conn = pool.acquire()
    for message in messages:
        conn.send(message)
    if not conn.keep_alive():
        pool.release(conn)
        conn = None
    if conn is not None:
        conn.send("bye")
