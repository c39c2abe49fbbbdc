"""The handler stands inside, before the `finally` that releases."""


class QueryError(Exception):
    pass


def fetch(pool, query):
    conn = pool.acquire()
    try:
        try:
            return conn.fetch(query)
        except QueryError:
            return conn.last_error()
    finally:
        pool.release(conn)
