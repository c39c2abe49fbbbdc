"""After the swap `first` names the second session; it is released and then used."""


def compare(pool, key):
    first = pool.acquire()
    second = pool.acquire()  # step: acquired
    first, second = second, first
    try:
        return first.read(key)  # step: used
    finally:
        pool.release(first)  # error: [POOL101] # step: released
