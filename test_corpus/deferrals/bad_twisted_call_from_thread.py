"""The reactor gets a channel that this thread has given back."""
from twisted.internet import reactor


def announce(pool, text):
    channel = pool.acquire()  # step: acquired
    reactor.callFromThread(channel.say, text)  # step: deferred
    pool.release(channel)  # error: [POOL102] # step: released
