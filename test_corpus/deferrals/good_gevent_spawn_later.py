"""The watchdog is killed."""
import gevent


def run(pool, statement):
    conn = pool.getconn()
    watchdog = gevent.spawn_later(5, conn.cancel)
    conn.execute(statement)
    watchdog.kill()
    pool.putconn(conn)
