"""The release stands in the retry loop, the acquisition before it: the second try releases again."""


def retry(pool, send, message):
    sock = pool.checkout()  # step: acquired
    for _ in range(3):
        try:
            send(message)
        finally:
            pool.checkin(sock)  # error: [POOL201] # step: released
