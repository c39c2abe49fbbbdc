"""A class that is no TestCase: its checks run in production."""


class SelfTest:
    def expect_equal(self, found, expected):
        self.ok = found == expected

    def check(self, pool):
        conn = pool.acquire()  # step: acquired
        try:
            self.expect_equal(conn.count(), 0)  # step: used
        finally:
            pool.release(conn)  # error: [POOL101] # step: released
