"""The connection is taken out behind the `continue`."""
# select: ALL


def warm(pool, names):
    for name in names:
        if name.startswith("_"):
            continue
        conn = pool.acquire()
        try:
            conn.touch(name)
        finally:
            pool.release(conn)
