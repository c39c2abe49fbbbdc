"""Closing a pooled connection gives it back; its `cursor` is an AttributeError from then on."""
from mysql.connector.pooling import MySQLConnectionPool

POOL = MySQLConnectionPool(pool_size=4, database="app")


def tables():
    conn = POOL.get_connection()  # step: acquired
    conn.ping()
    conn.close()  # error: [POOL101] # step: released
    cursor = conn.cursor()  # step: used
    cursor.execute("show tables")
    return cursor
