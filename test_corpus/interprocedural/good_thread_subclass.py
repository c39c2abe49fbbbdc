"""The thread is joined before the connection goes back."""
import threading


class Exporter(threading.Thread):
    def __init__(self, conn, path):
        super().__init__()
        self.conn = conn
        self.path = path

    def run(self):
        with open(self.path, "w") as out:
            out.writelines(self.conn.execute("select line from lines"))


def export(pool, path):
    conn = pool.getconn()
    try:
        exporter = Exporter(conn, path)
        exporter.start()
        exporter.join()
    finally:
        pool.putconn(conn)
