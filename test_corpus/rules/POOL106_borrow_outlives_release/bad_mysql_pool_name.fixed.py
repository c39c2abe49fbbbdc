"""With a `pool_name`, connecting takes out of a pool, and a cursor dies with what was taken."""
# select: POOL106
import mysql.connector


def names():
    conn = mysql.connector.connect(pool_name="names", host="db")  # step: acquired
    cursor = conn.cursor()  # step: borrowed
    cursor.execute("select name from t")
    try:
        return cursor.fetchall()  # step: used
    finally:
        conn.close()  # error: [POOL106]  # step: released
