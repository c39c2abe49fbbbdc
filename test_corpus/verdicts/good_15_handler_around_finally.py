"""The handler asks nothing of the released connection."""


class DBError(Exception):
    pass


def fetch(pool, query):
    try:
        conn = pool.getconn()
        try:
            return conn.execute(query).fetchall()
        finally:
            pool.putconn(conn)
    except DBError:
        return []
