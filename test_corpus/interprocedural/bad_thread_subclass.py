"""Starting an object of a subclass of Thread runs its `run` in a thread, with all that it was given."""
import threading


class Exporter(threading.Thread):
    def __init__(self, conn, path):
        super().__init__()
        self.conn = conn
        self.path = path

    def run(self):
        with open(self.path, "w") as out:
            out.writelines(self.conn.execute("select line from lines"))  # step: used


def export(pool, path):
    conn = pool.getconn()  # step: acquired
    try:
        exporter = Exporter(conn, path)
        exporter.start()  # step: deferred
    finally:
        pool.putconn(conn)  # error: [POOL104] "while a thread still holds it"  # step: released
