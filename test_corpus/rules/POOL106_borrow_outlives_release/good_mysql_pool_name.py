"""Rows are fetched first; without a pool there is nothing to say."""
# select: POOL106
import mysql.connector


def names():
    conn = mysql.connector.connect(pool_name="names", host="db")
    try:
        cursor = conn.cursor()
        cursor.execute("select name from t")
        return cursor.fetchall()
    finally:
        conn.close()


def alone():
    conn = mysql.connector.connect(pool_name=None, host="db")
    cursor = conn.cursor()
    cursor.execute("select name from t")
    conn.close()
    return cursor
