"""The green thread reads a socket that went back."""
import eventlet


def receive(pool, read):
    sock = pool.get()  # step: acquired
    eventlet.spawn_n(read, sock)  # step: deferred
    pool.put(sock)  # error: [POOL104] # step: released
