"""The commit comes before the close."""
from eventlet.db_pool import ConnectionPool


def store(db: ConnectionPool, row):
    conn = db.get()
    cursor = conn.cursor()
    cursor.execute("insert into t values (%s)", row)
    conn.commit()
    conn.close()
