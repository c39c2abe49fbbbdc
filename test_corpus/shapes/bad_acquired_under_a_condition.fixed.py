"""Acquired, released and used under one condition; the use comes last."""


def send(pool, secure, data):
    channel = None
    if secure:
        channel = pool.acquire()  # step: acquired
    packet = bytes(data)
    if secure:
        try:
            channel.send(packet)  # step: used
        finally:
            pool.release(channel)  # error: [POOL101] # step: released
    return packet
