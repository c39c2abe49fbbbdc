"""The loop is stopped."""
from twisted.internet import task


def serve(pool, run):
    channel = pool.acquire()
    beat = task.LoopingCall(channel.beat)
    beat.start(1.0)
    run(channel.name)
    beat.stop()
    pool.release(channel)
