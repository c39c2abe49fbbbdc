"""The handler is no logger: what it is told, it works with."""
import handlers


def close(pool):
    conn = pool.acquire()  # step: acquired
    try:
        handlers.getHandler("pool").info("gave back %s", conn)  # step: used
    finally:
        pool.release(conn)  # error: [POOL101] # step: released
