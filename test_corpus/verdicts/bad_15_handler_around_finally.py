"""The error passes the inner `finally`, which releases, and reaches a handler that rolls back."""


class DBError(Exception):
    pass


def fetch(pool, query):
    try:
        conn = pool.getconn()  # step: acquired
        try:
            return conn.execute(query).fetchall()
        finally:
            pool.putconn(conn)  # error: [POOL103] # step: released
    except DBError:
        conn.rollback()  # step: used
        return []
