"""What `any` reads may go on, so that nothing is known of the connection behind it."""


def rows_of(pool, conn, query):
    yield from conn.stream(query)
    pool.release(conn)


def copy(pool, sink, query):
    conn = pool.acquire()
    conn.commit()
    rows = list(rows_of(pool, conn, query))
    sink.write(rows)


def is_there(pool, query):
    conn = pool.acquire()
    if not any(rows_of(pool, conn, query)):
        return False
    conn.rollback()
    pool.release(conn)
    return True
