"""The answer is read from a socket that was given back."""
from generic_connection_pool.threading import ConnectionPool


def ask(sockets: ConnectionPool, endpoint, question):
    sock = sockets.acquire(endpoint)  # step: acquired
    sock.sendall(question)
    try:
        return sock.recv(4096)  # step: used
    finally:
        sockets.release(sock, endpoint)  # error: [POOL101] # step: released
