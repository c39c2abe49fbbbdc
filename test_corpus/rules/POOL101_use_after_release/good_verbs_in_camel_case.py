"""The same, with the last use before the return."""


class Connection:
    def __init__(self, db):
        self._db = db

    def close(self):
        self._db.monitor.closed(self)
        self._db._returnToPool(self)


def run(pool):
    worker = pool.borrowObject()
    try:
        return worker.result()
    finally:
        pool.returnObject(worker)
