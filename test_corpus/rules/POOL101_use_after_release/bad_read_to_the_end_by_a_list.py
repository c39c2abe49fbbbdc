"""`list` reads the generator to its end, where it gives the connection back."""


def rows_of(pool, conn, query):
    yield from conn.stream(query)
    pool.release(conn)  # step: released


def copy(pool, sink, query):
    conn = pool.acquire()  # step: acquired
    rows = list(rows_of(pool, conn, query))  # error: [POOL101]  # step: released
    sink.write(rows)
    conn.commit()  # step: used
