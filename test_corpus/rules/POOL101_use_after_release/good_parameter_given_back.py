"""The stamp is set while the connection is still ours."""
import time


def hand_back(pool, conn):
    conn.last_used = time.monotonic()
    pool.release(conn)
