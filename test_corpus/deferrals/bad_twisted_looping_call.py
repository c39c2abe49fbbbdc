"""The loop beats once a second, on a channel that went back."""
from twisted.internet import task


def serve(pool, run):
    channel = pool.acquire()  # step: acquired
    beat = task.LoopingCall(channel.beat)
    beat.start(1.0)  # step: deferred
    run(channel.name)
    pool.release(channel)  # error: [POOL102] # step: released
