"""The connection came in as a parameter; after its release it is stamped, while its next owner has it."""
import time


def hand_back(pool, conn):
    conn.last_used = time.monotonic()  # step: used
    pool.release(conn)  # error: [POOL101] "`conn`" # step: released
