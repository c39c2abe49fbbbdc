"""The second call of the agent is a real one, on a connection that has gone back."""
# filename: tests/test_engine.py

from unittest import mock

from app.testing import eq_


def test_rollback(pool, agent):
    conn = pool.acquire()  # step: acquired
    agent.begin(conn)
    pool.release(conn)  # error: [POOL101]  # step: released
    agent.call.rollback(conn)  # step: used
    eq_(agent.mock_calls, [mock.call.rollback(None)])
