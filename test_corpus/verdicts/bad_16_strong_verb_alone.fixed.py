"""A strong verb needs no acquisition in sight: the parameter is released and then stamped."""
from time import time


def finish(pool, conn):
    conn.last_used = time()  # step: used
    pool.release(conn)  # error: [POOL101] # step: released
