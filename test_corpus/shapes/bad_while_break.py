"""The loop gives the socket back before its `break`, and the line after the loop says goodbye on it."""


def pump(pool, source):
    sock = pool.checkout()  # step: acquired
    while True:
        chunk = source.read()
        if not chunk:
            pool.checkin(sock)  # error: [POOL101] # step: released
            break
        sock.sendall(chunk)
    sock.sendall(b"bye")  # step: used
