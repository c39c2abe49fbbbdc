"""`mock.call` notes what is expected of the connection; it is compared, not used."""
# filename: tests/test_engine.py
# runtime: skip the oracle takes the recorded call for a real one

from unittest import mock

from app.testing import eq_


def test_rollback(pool, agent):
    conn = pool.acquire()
    agent.begin(conn)
    pool.release(conn)
    eq_(agent.mock_calls, [mock.call.rollback(conn)])
