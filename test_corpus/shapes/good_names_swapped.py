"""After the swap `second` names the first session, which is still held."""


def compare(pool, key):
    first = pool.acquire()
    second = pool.acquire()
    first, second = second, first
    pool.release(first)
    return second.read(key)
