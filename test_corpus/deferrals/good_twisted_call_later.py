"""The delayed call is cancelled."""
from twisted.internet import reactor


def ask(pool, question):
    channel = pool.acquire()
    reset = reactor.callLater(30, channel.reset)
    answer = channel.ask(question)
    reset.cancel()
    pool.release(channel)
    return answer
