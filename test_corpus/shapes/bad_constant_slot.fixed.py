"""The object in slot 0 is released and pinged through its slot."""


def rotate(pool):
    slots = [None, None]
    slots[0] = pool.acquire()  # step: acquired
    slots[1] = pool.acquire()
    slots[0].ping()  # step: used
    pool.release(slots[0])  # error: [POOL101] # step: released
