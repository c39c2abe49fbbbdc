"""The timer fires when the socket is lent again."""
import eventlet


def receive(pool):
    sock = pool.get()  # step: acquired
    eventlet.spawn_after(5, sock.shutdown)  # step: deferred
    message = sock.recv(4096)
    pool.put(sock)  # error: [POOL104] # step: released
    return message
