"""The object is the first argument of `release`."""
from generic_connection_pool.threading import ConnectionPool


def ask(sockets: ConnectionPool, endpoint, question):
    sock = sockets.acquire(endpoint)
    sock.sendall(question)
    answer = sock.recv(4096)
    sockets.release(sock, endpoint)
    return answer
