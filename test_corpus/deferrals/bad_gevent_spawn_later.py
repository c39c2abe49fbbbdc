"""In five seconds the watchdog looks at a connection that is not its own."""
import gevent


def run(pool, statement):
    conn = pool.getconn()  # step: acquired
    gevent.spawn_later(5, conn.cancel)  # step: deferred
    conn.execute(statement)
    pool.putconn(conn)  # error: [POOL104] # step: released
