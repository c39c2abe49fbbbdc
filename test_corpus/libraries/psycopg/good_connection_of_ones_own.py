"""A connection that `connect` opens is no pool: its transactions are not lent."""
import psycopg


def store(dsn, row):
    pool = psycopg.connect(dsn)
    with pool.transaction() as transaction:
        pool.execute("insert into t values (%s)", row)
    pool.close()
    return transaction.savepoint_name
