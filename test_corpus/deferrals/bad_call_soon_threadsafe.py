"""The loop of another thread will call the channel, some time after the release."""


def notify(pool, loop, message):
    channel = pool.acquire()  # step: acquired
    loop.call_soon_threadsafe(channel.send, message)  # step: deferred
    pool.release(channel)  # error: [POOL102] # step: released
