"""The nested function releases for the second time, and counts as well: to take its call out is not safe."""


def store(pool, key, count):
    conn = pool.acquire()
    conn.insert(key)

    def end():
        count.add(1)
        pool.release(conn)

    pool.release(conn)  # step: released
