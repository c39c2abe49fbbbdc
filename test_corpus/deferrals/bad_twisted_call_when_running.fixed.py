"""Before the reactor runs, the call only waits for it."""
from twisted.internet import reactor


def main(pool):
    channel = pool.acquire()  # step: acquired
    reactor.callWhenRunning(channel.say, "ready")  # step: deferred
    try:
        reactor.run()
    finally:
        pool.release(channel)  # error: [POOL102] # step: released
