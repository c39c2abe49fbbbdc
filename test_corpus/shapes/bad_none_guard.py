"""The guard asks whether the name is None, and nobody has set it to None."""


def talk(pool, messages):
    conn = pool.acquire()  # step: acquired
    for message in messages:
        conn.send(message)
    if not conn.keep_alive():
        pool.release(conn)  # error: [POOL101] # step: released
    if conn is not None:
        conn.send("bye")  # step: used
