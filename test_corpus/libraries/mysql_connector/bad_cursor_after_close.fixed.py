"""Closing a pooled connection gives it back; its `cursor` is an AttributeError from then on."""
# runtime: skip needs a server
from mysql.connector.pooling import MySQLConnectionPool

POOL = MySQLConnectionPool(pool_size=4, database="app")


def tables():
    conn = POOL.get_connection()  # step: acquired
    conn.ping()
    cursor = conn.cursor()  # step: used
    conn.close()  # error: [POOL101] # step: released
    cursor.execute("show tables")
    return cursor
