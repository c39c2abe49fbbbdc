"""A generator that is read to its end has given the connection back."""


def rows_of(pool, conn, query):
    yield from conn.stream(query)
    pool.release(conn)


def copy(pool, sink, query):
    conn = pool.acquire()  # step: acquired
    for row in rows_of(pool, conn, query):  # step: released
        sink.write(row)
    pool.release(conn)  # error: [POOL201]  # step: released
