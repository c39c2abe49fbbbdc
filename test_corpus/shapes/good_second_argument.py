"""The channel is used before it is given back, as the second argument."""


def call(pool, address, message):
    channel = pool.acquire(address)
    reply = channel.send(message)
    pool.release(address, channel)
    return reply
