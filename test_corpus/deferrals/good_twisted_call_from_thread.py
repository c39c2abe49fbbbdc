"""The reactor's function takes a channel and gives it back."""
from twisted.internet import reactor


def announce(pool, text):
    def say():
        channel = pool.acquire()
        channel.say(text)
        pool.release(channel)

    reactor.callFromThread(say)
