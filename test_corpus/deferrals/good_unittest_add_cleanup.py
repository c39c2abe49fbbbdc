"""The session goes back in a cleanup as well."""
from unittest import TestCase


class StoreTest(TestCase):
    def test_store(self):
        session = self.pool.acquire()
        self.addCleanup(self.pool.release, session)
        self.addCleanup(session.rollback)
        session.store("row")
