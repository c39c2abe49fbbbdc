"""The test expects the late call to raise."""
# filename: tests/test_client.py
# runtime: skip needs pytest
import pytest


def test_closed_client(pool):
    client = pool.acquire()
    client.ping()
    pool.release(client)
    with pytest.raises(OSError):
        client.ping()
