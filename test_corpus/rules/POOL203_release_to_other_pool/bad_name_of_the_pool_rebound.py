"""The retry binds the pool's name to the fallback while a connection of the first one is out."""
# select: ALL


def fetch(pool, fallback, sql):
    conn = pool.acquire()  # step: acquired
    try:
        return conn.fetch(sql)
    except TimeoutError:
        pool = fallback
        return None
    finally:
        pool.release(conn)  # error: [POOL203] # step: released
