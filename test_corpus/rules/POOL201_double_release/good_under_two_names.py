"""The second name holds a session of its own."""


def mirror(pool, key):
    primary = pool.acquire()
    replica = pool.acquire()
    replica.write(key, primary.read(key))
    pool.release(primary)
    pool.release(replica)
