"""Verbs count in any spelling."""
# runtime: skip the pair of verbs is none that the oracle knows


class Connection:
    def __init__(self, db):
        self._db = db

    def close(self):
        try:
            self._db.monitor.closed(self)  # step: used
        finally:
            self._db._returnToPool(self)  # error: [POOL101] # step: released


def run(pool):
    worker = pool.borrowObject()  # step: acquired
    worker.start()
    try:
        return worker.result()  # step: used
    finally:
        pool.returnObject(worker)  # error: [POOL101] # step: released
