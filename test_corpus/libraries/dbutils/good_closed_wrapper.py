"""The commit precedes the close."""
import sqlite3

from dbutils.pooled_db import PooledDB

db = PooledDB(sqlite3, database="app.db")


def store(row):
    conn = db.connection()
    conn.cursor().execute("insert into t values (?)", row)
    conn.commit()
    conn.close()
