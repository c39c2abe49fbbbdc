"""Each thread keeps its connection: `close` is ignored, and use after it is legal."""
import sqlite3

from dbutils.persistent_db import PersistentDB

db_pool = PersistentDB(sqlite3, database="app.db")


def store(row):
    conn = db_pool.connection()
    conn.close()
    conn.cursor().execute("insert into t values (?)", row)
