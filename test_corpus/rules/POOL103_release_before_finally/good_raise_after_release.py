"""The handler writes first, and releases last."""


class NotFound(Exception):
    pass


def find(pool, key):
    conn = pool.acquire()
    try:
        row = conn.get(key)
        if row is None:
            raise NotFound(key)
    except NotFound:
        conn.note_miss(key)
        pool.release(conn)
        return None
    pool.release(conn)
    return row
