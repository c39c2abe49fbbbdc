"""The trigger is removed."""
from twisted.internet import reactor


def greet(pool, name):
    channel = pool.acquire()
    farewell = reactor.addSystemEventTrigger("before", "shutdown", channel.say, "bye")
    channel.say("hello " + name)
    reactor.removeSystemEventTrigger(farewell)
    pool.release(channel)
