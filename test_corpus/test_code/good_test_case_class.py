"""A TestCase is test code in whatever file it stands."""
import unittest


class SelfTest(unittest.TestCase):
    def check(self, pool):
        conn = pool.acquire()
        pool.release(conn)
        self.assertEqual(conn.count(), 0)
