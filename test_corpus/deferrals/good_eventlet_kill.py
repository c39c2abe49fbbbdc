"""The reader of this socket is killed."""
import eventlet


def receive(pool, read):
    sock = pool.get()
    reader = eventlet.spawn(read, sock)
    eventlet.sleep(5)
    eventlet.kill(reader)
    pool.put(sock)
