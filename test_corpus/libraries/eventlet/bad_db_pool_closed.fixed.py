"""`close` puts the connection back and empties the wrapper."""
from eventlet.db_pool import ConnectionPool


def store(db: ConnectionPool, row):
    conn = db.get()  # step: acquired
    cursor = conn.cursor()
    cursor.execute("insert into t values (%s)", row)
    conn.commit()  # step: used
    conn.close()  # error: [POOL101] # step: released
