"""A strong verb needs no acquisition in sight: the parameter is released and then stamped."""
from time import time


def finish(pool, conn):
    try:
        conn.last_used = time()  # step: used
    finally:
        pool.release(conn)  # error: [POOL101] # step: released
