"""A `continue` takes the next connection before this one was given back."""
# select: ALL


def warm(pool, names):
    for name in names:
        conn = pool.acquire()  # error: [POOL301] # step: acquired
        if name.startswith("_"):
            continue  # step: left
        try:
            conn.touch(name)
        finally:
            pool.release(conn)  # step: released
