"""A TestCase is test code in whatever file it stands."""
# runtime: skip the test touches the released object on purpose
import unittest


class SelfTest(unittest.TestCase):
    def check(self, pool):
        conn = pool.acquire()
        pool.release(conn)
        self.assertEqual(conn.count(), 0)
