"""Two names, one session: both are given back."""


def mirror(pool, key):
    primary = pool.acquire()  # step: acquired
    replica = primary
    replica.write(key, primary.read(key))
    pool.release(primary)  # step: released
