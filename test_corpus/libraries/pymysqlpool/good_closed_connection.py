"""The commit precedes the close."""
from pymysqlpool import ConnectionPool


def store(connections: ConnectionPool, row):
    conn = connections.get_connection()
    conn.cursor().execute("insert into t values (%s)", row)
    conn.commit()
    conn.close()
