"""The second release is made for no test's sake."""


def run(pool):
    conn = pool.acquire()  # step: acquired
    pool.release(conn)  # step: released
    pool.release(conn)  # error: [POOL201] # step: released
