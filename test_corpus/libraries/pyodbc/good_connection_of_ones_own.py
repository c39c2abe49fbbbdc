"""What the driver manager pools beneath is out of sight."""
import pyodbc


def ping(dsn):
    pool = pyodbc.connect(dsn)
    with pool:
        pool.execute("select 1")
    pool.close()
    return pool.closed
