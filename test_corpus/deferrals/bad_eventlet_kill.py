"""One reader is killed, and the other reads on."""
import eventlet


def receive(pool, other, read):
    sock = pool.get()  # step: acquired
    eventlet.spawn(read, sock)  # step: deferred
    eventlet.sleep(5)
    eventlet.kill(other)
    pool.put(sock)  # error: [POOL104] # step: released
