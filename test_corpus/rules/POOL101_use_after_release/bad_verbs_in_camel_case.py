"""Verbs count in any spelling."""
# runtime: skip the pair of verbs is none that the oracle knows


class Connection:
    def __init__(self, db):
        self._db = db

    def close(self):
        self._db._returnToPool(self)  # error: [POOL101] # step: released
        self._db.monitor.closed(self)  # step: used


def run(pool):
    worker = pool.borrowObject()  # step: acquired
    worker.start()
    pool.returnObject(worker)  # error: [POOL101] # step: released
    return worker.result()  # step: used
