"""Every method of a returned connection raises ReturnConnectionToPoolError."""
from pymysqlpool import ConnectionPool


def store(connections: ConnectionPool, row):
    conn = connections.get_connection()  # step: acquired
    conn.cursor().execute("insert into t values (%s)", row)
    conn.commit()  # step: used
    conn.close()  # error: [POOL101] # step: released
