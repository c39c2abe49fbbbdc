"""The iterator is handed on, the socket is given away."""
import eventlet


def receive(pool, parts):
    sock = pool.get()  # step: acquired
    messages = eventlet.GreenPool(10).imap(sock.recv, parts)  # step: deferred
    pool.put(sock)  # error: [POOL104] # step: released
    return messages
