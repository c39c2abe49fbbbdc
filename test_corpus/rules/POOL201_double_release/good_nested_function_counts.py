"""The nested function alone releases."""


def store(pool, key, count):
    conn = pool.acquire()
    conn.insert(key)

    def end():
        count.add(1)
        pool.release(conn)

    end()
