"""A connection made by `connect` goes back to nobody."""
import psycopg2


def store(dsn, row):
    pool = psycopg2.connect(dsn)
    with pool:
        pool.cursor().execute("insert into t values (%s)", row)
    with pool:
        pool.cursor().execute("analyze t")
    pool.close()
