"""The thread gets the connection in `kwargs`, and is not joined before the release."""
from threading import Thread


def start(pool, work):
    conn = pool.getconn()
    worker = Thread(target=work, kwargs={"conn": conn})
    worker.start()
    pool.putconn(conn)  # missed: [POOL104]
