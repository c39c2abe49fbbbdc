"""The channel goes back in the function that the loop calls."""


def notify(pool, loop, message):
    channel = pool.acquire()

    def send():
        channel.send(message)
        pool.release(channel)

    loop.call_soon_threadsafe(send)
