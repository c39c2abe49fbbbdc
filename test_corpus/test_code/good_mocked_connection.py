"""The object is a mock: asking it what happened after the release is how mocks are used."""
# filename: tests/test_service.py
from unittest.mock import Mock


def test_release_is_called(make_service):
    pool = Mock()
    conn = pool.acquire()
    pool.release(conn)
    service = make_service(pool)
    service.run()
    conn.execute.assert_called_once_with("select 1")
