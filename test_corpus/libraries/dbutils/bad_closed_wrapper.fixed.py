"""A closed wrapper raises InvalidConnectionError."""
import sqlite3

from dbutils.pooled_db import PooledDB

db = PooledDB(sqlite3, database="app.db")


def store(row):
    conn = db.connection()  # step: acquired
    conn.cursor().execute("insert into t values (?)", row)
    conn.commit()  # step: used
    conn.close()  # error: [POOL101] # step: released
