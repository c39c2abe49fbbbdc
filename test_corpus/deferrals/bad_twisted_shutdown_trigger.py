"""At the end of the reactor a channel says goodbye that was given back long before."""
from twisted.internet import reactor


def greet(pool, name):
    channel = pool.acquire()  # step: acquired
    reactor.addSystemEventTrigger("before", "shutdown", channel.say, "bye")  # step: deferred
    channel.say("hello " + name)
    pool.release(channel)  # error: [POOL102] # step: released
