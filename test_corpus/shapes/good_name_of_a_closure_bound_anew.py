"""The name is bound anew when the job is done and the connection has gone back."""

from concurrent.futures import ThreadPoolExecutor

executor = ThreadPoolExecutor()


def export(pool):
    conn = pool.getconn()

    def give_back():
        pool.putconn(conn)

    job = executor.submit(lambda: conn and conn.ping())
    job.result()
    give_back()
    conn = None
