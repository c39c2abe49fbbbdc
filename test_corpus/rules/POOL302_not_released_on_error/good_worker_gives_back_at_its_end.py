"""The thread gives the connection back in a `finally`."""
# select: ALL

import threading


class Server:
    def __init__(self, pool):
        self.pool = pool

    def start(self, target):
        conn = self.pool.acquire()
        threading.Thread(target=self.serve, args=(conn, target)).start()

    def serve(self, conn, target):
        try:
            conn.serve(target)
        finally:
            self.pool.release(conn)
