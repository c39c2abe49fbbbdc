"""The iterator is used up."""
import eventlet


def receive(pool, parts):
    sock = pool.get()
    messages = list(eventlet.GreenPool(10).imap(sock.recv, parts))
    pool.put(sock)
    return messages
