"""Its result is waited for."""
import eventlet


def receive(pool, read):
    sock = pool.get()
    message = eventlet.spawn(read, sock).wait()
    pool.put(sock)
    return message
