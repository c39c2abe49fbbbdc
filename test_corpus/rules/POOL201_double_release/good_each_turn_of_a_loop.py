"""The release stands behind the retry loop."""


def retry(pool, send, message):
    sock = pool.checkout()
    for _ in range(3):
        try:
            send(message)
            break
        except OSError:
            continue
    pool.checkin(sock)
