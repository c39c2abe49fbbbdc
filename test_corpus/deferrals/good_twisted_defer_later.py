"""The attempt is awaited."""
from twisted.internet import reactor, task


async def retry(pool, attempt):
    channel = pool.acquire()
    again = task.deferLater(reactor, 5, attempt, channel)
    answer = await again
    pool.release(channel)
    return answer
