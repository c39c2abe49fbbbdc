"""The second attempt is made with a channel that has been given back."""
from twisted.internet import reactor, task


async def retry(pool, attempt):
    channel = pool.acquire()  # step: acquired
    again = task.deferLater(reactor, 5, attempt, channel)  # step: deferred
    try:
        return await again
    finally:
        pool.release(channel)  # error: [POOL102] # step: released
