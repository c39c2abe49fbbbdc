"""What the generator gives back is given back by nobody else; one that is left early gives nothing back."""


def rows_of(pool, conn, query):
    yield from conn.stream(query)
    pool.release(conn)


def copy(pool, sink, query):
    conn = pool.acquire()
    for row in rows_of(pool, conn, query):
        sink.write(row)


def first(pool, query):
    conn = pool.acquire()
    row = None
    for row in rows_of(pool, conn, query):
        pool.release(conn)
        break
    return row
