"""The helper that gives the connection back reads its name when it is called: the job has to be waited for
above the line that binds the name anew, and the release can't go below that line.
"""

from concurrent.futures import ThreadPoolExecutor

executor = ThreadPoolExecutor()


def export(pool):
    conn = pool.getconn()

    def give_back():
        pool.putconn(conn)

    executor.submit(lambda: conn and conn.ping())  # step: deferred, used
    give_back()  # error: [POOL104] "conn"
    conn = None
