"""The thread gives the connection back at its end, which an error skips."""
# select: ALL

import threading


class Server:
    def __init__(self, pool):
        self.pool = pool

    def start(self, target):
        conn = self.pool.acquire()  # error: [POOL302]  # step: acquired
        threading.Thread(target=self.serve, args=(conn, target)).start()  # step: deferred

    def serve(self, conn, target):
        conn.serve(target)  # step: left
        self.pool.release(conn)  # step: released
