"""`waitall` comes first."""
import eventlet


def receive(pool, read, parts):
    sock = pool.get()
    workers = eventlet.GreenPool(10)
    for part in parts:
        workers.spawn_n(read, sock, part)
    workers.waitall()
    pool.put(sock)
