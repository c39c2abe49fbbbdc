"""The ping goes to another slot."""


def rotate(pool):
    slots = [None, None]
    slots[0] = pool.acquire()
    slots[1] = pool.acquire()
    pool.release(slots[0])
    slots[1].ping()
