"""A connection of one's own: `with` is a transaction, and nothing is given back."""
import sqlite3


def store(row):
    pool = sqlite3.connect("app.db")
    with pool:
        pool.execute("insert into t values (?)", row)
    with pool:
        pool.execute("analyze")
    pool.close()
