"""The handler stays when the block is left: an interrupt cancels a statement of somebody else."""
import signal


def run(pool, statement):
    conn = pool.getconn()  # step: acquired
    signal.signal(signal.SIGINT, lambda number, frame: conn.cancel())  # step: deferred, used
    conn.execute(statement)
    pool.putconn(conn)  # error: [POOL102] # step: released
