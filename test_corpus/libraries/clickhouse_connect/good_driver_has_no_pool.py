"""A client of `clickhouse_driver` has one connection of its own."""
from clickhouse_driver import Client


def count(host):
    pool = Client(host)
    rows = pool.execute("select count() from t")
    pool.disconnect()
    return rows, pool.execute("select 1")
