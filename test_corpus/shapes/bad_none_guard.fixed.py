"""The guard asks whether the name is None, and nobody has set it to None."""


def talk(pool, messages):
    conn = pool.acquire()  # step: acquired
    try:
        for message in messages:
            conn.send(message)
        if not conn.keep_alive():
            pass  # error: [POOL101] # step: released
        if conn is not None:
            conn.send("bye")  # step: used
    finally:
        pool.release(conn)  # error: [POOL101] # step: released
