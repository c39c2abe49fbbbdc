"""The watcher is cancelled."""
import signal

import gevent


def run(pool, statement):
    conn = pool.getconn()
    watcher = gevent.signal_handler(signal.SIGINT, conn.cancel)
    conn.execute(statement)
    watcher.cancel()
    pool.putconn(conn)
