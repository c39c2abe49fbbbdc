"""The pool takes the address first and the channel second; the channel is used afterwards."""


def call(pool, address, message):
    channel = pool.acquire(address)  # step: acquired
    try:
        return channel.send(message)  # step: used
    finally:
        pool.release(address, channel)  # error: [POOL101] # step: released
