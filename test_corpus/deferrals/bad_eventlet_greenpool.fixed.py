"""The green threads of the pool are still reading."""
import eventlet


def receive(pool, read, parts):
    sock = pool.get()  # step: acquired
    workers = eventlet.GreenPool(10)
    for part in parts:
        workers.spawn_n(read, sock, part)  # step: deferred
    try:
        workers.waitall()
    finally:
        pool.put(sock)  # error: [POOL104] # step: released
