"""A closed proxy of the pool has no cursor any more."""
from sqlalchemy.pool import QueuePool


def ping(getconn):
    pool = QueuePool(getconn)
    conn = pool.connect()  # step: acquired
    conn.close()  # error: [POOL101] # step: released
    return conn.cursor()  # step: used
