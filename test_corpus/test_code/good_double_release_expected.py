"""The test shows that the second release raises."""
# filename: tests/test_double.py
# runtime: skip the test releases twice on purpose
import pytest


def run(pool):
    conn = pool.acquire()
    pool.release(conn)
    with pytest.raises(ValueError):
        pool.release(conn)
