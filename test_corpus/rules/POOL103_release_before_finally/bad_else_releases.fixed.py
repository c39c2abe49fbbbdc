"""The `else` branch releases and the `finally` after it still counts the bytes of the socket."""


def upload(socket_pool, data, stats):
    sock = socket_pool.checkout()  # step: acquired
    try:
        sock.sendall(data)
    except OSError:
        stats.failed += 1
    finally:
        try:
            stats.add(sock.bytes_sent)  # step: used
        finally:
            socket_pool.checkin(sock)  # error: [POOL103] # step: released
