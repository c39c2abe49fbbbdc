"""The helper calls the pool `source`; the caller says what it is."""


def put_away(*, source, target):
    source.release(target)  # step: released


def count(pool):
    conn = pool.acquire()  # step: acquired
    try:
        return conn.count()  # step: used
    finally:
        put_away(source=pool, target=conn)  # error: [POOL101] # step: released
