"""The second release is made for no test's sake."""


def run(pool):
    conn = pool.acquire()  # step: acquired
    pool.release(conn)  # step: released
