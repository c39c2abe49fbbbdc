"""The thread gives the buffer back."""
from twisted.internet import reactor


def log(pool, line, write):
    buf = pool.acquire()
    buf.fill(line)

    def run():
        write(buf)
        pool.release(buf)

    reactor.callInThread(run)
