"""`blockingCallFromThread` does."""
from twisted.internet import reactor, threads


def announce(pool, send):
    frame = pool.acquire()
    threads.blockingCallFromThread(reactor, send, frame)
    pool.release(frame)
