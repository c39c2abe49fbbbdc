"""The handler's greenlet cancels on a connection that is another one's by then."""
import signal

import gevent


def run(pool, statement):
    conn = pool.getconn()  # step: acquired
    gevent.signal_handler(signal.SIGINT, conn.cancel)  # step: deferred
    conn.execute(statement)
    pool.putconn(conn)  # error: [POOL102] # step: released
