"""The inner `finally` releases, the outer handler still asks the connection for its last error."""


class QueryError(Exception):
    pass


def fetch(pool, query):
    conn = pool.acquire()  # step: acquired
    try:
        try:
            return conn.fetch(query)
        finally:
            pool.release(conn)  # error: [POOL103] # step: released
    except QueryError:
        return conn.last_error()  # step: used
