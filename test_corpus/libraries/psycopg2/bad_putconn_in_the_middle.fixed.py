"""psycopg2's pool keeps the very connection: the late commit ends someone else's transaction."""
from psycopg2.pool import ThreadedConnectionPool

POOL = ThreadedConnectionPool(1, 10, "dbname=app")


def touch(key):
    conn = POOL.getconn()  # step: acquired
    with conn.cursor() as cursor:
        cursor.execute("update item set seen = now() where id = %s", (key,))
    conn.commit()  # step: used
    POOL.putconn(conn)  # error: [POOL101] # step: released
