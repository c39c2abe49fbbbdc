"""The cursor is used first."""
from sqlalchemy.pool import QueuePool


def ping(getconn):
    pool = QueuePool(getconn)
    conn = pool.connect()
    conn.cursor().execute("select 1")
    conn.close()
