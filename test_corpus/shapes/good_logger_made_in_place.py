"""A line in the log names the connection and does not touch it, wherever the logger comes from."""
import logging


def close(pool):
    conn = pool.acquire()
    pool.release(conn)
    logging.getLogger("pool").info("gave back %s", conn)
