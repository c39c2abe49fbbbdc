"""The loop gives the socket back before its `break`, and the line after the loop says goodbye on it."""


def pump(pool, source):
    sock = pool.checkout()  # step: acquired
    try:
        while True:
            chunk = source.read()
            if not chunk:
                break
            sock.sendall(chunk)
        sock.sendall(b"bye")  # step: used
    finally:
        pool.checkin(sock)  # error: [POOL101] # step: released
