"""The release comes right before a `raise` whose handler writes to the same connection."""


class NotFound(Exception):
    pass


def find(pool, key):
    conn = pool.acquire()  # step: acquired
    try:
        row = conn.get(key)
        if row is None:
            raise NotFound(key)
    except NotFound:
        conn.note_miss(key)  # step: used
        return None
    finally:
        pool.release(conn)  # error: [POOL103] # step: released
    return row
