"""Acquired, used and released under one condition."""


def send(pool, secure, data):
    channel = None
    if secure:
        channel = pool.acquire()
    packet = bytes(data)
    if secure:
        channel.send(packet)
        pool.release(channel)
    return packet
