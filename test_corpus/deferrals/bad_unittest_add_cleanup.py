"""The cleanup runs after the test, the session goes back within it."""
from unittest import TestCase


class StoreTest(TestCase):
    def test_store(self):
        session = self.pool.acquire()  # step: acquired
        self.addCleanup(session.rollback)  # step: deferred
        session.store("row")
        self.pool.release(session)  # error: [POOL102] # step: released
