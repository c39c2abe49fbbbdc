"""The reactor resets the channel in half a minute, for whoever has it then."""
from twisted.internet import reactor


def ask(pool, question):
    channel = pool.acquire()  # step: acquired
    reactor.callLater(30, channel.reset)  # step: deferred
    answer = channel.ask(question)
    pool.release(channel)  # error: [POOL102] # step: released
    return answer
