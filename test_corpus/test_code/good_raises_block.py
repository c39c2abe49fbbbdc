"""The test expects the late call to raise."""
# filename: tests/test_client.py
# runtime: skip the test touches the released object on purpose
import pytest


def test_closed_client(pool):
    client = pool.acquire()
    client.ping()
    pool.release(client)
    with pytest.raises(OSError):
        client.ping()
