"""The pool takes the address first and the channel second; the channel is used afterwards."""


def call(pool, address, message):
    channel = pool.acquire(address)  # step: acquired
    pool.release(address, channel)  # error: [POOL101] # step: released
    return channel.send(message)  # step: used
