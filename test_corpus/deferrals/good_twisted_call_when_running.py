"""The reactor has run, and stopped, before the release."""
from twisted.internet import reactor


def main(pool):
    channel = pool.acquire()
    reactor.callWhenRunning(channel.say, "ready")
    reactor.run()
    pool.release(channel)
