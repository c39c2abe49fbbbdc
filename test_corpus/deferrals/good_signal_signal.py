"""The old handler is put back before the connection."""
import signal


def run(pool, statement):
    conn = pool.getconn()
    before = signal.signal(signal.SIGINT, lambda number, frame: conn.cancel())
    conn.execute(statement)
    signal.signal(signal.SIGINT, before)
    pool.putconn(conn)
