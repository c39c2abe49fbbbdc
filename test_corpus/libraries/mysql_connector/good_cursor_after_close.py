"""The cursor is opened before the connection is closed."""
from mysql.connector.pooling import MySQLConnectionPool

POOL = MySQLConnectionPool(pool_size=4, database="app")


def tables():
    conn = POOL.get_connection()
    conn.ping()
    cursor = conn.cursor()
    cursor.execute("show tables")
    names = cursor.fetchall()
    conn.close()
    return names
