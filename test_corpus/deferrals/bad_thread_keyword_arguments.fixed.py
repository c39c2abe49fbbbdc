"""The thread gets the connection in `kwargs`, and is not joined before the release."""
from threading import Thread


def start(pool, work):
    conn = pool.getconn()  # step: acquired
    worker = Thread(target=work, kwargs={"conn": conn})
    worker.start()  # step: deferred
    worker.join()
    pool.putconn(conn)  # error: [POOL104] # step: released
