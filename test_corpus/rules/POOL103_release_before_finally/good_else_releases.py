"""The bytes are counted before the socket goes back."""


def upload(socket_pool, data, stats):
    sock = socket_pool.checkout()
    try:
        sock.sendall(data)
    except OSError:
        stats.failed += 1
    finally:
        stats.add(sock.bytes_sent)
        socket_pool.checkin(sock)
