"""The `break` leaves the socket held, so the goodbye is still ours to send."""


def pump(pool, source):
    sock = pool.checkout()
    while True:
        chunk = source.read()
        if not chunk:
            break
        sock.sendall(chunk)
    sock.sendall(b"bye")
    pool.checkin(sock)
