"""The thread that got the connection in `kwargs` is joined before the release."""
from threading import Thread


def start(pool, work):
    conn = pool.getconn()
    worker = Thread(target=work, kwargs={"conn": conn})
    worker.start()
    worker.join()
    pool.putconn(conn)
