"""The finalizer takes a connection of its own."""
import pytest


@pytest.fixture
def tables(request, pool):
    def drop():
        with pool.connection() as conn:
            conn.execute("drop table t")

    conn = pool.getconn()
    conn.execute("create table t (x int)")
    request.addfinalizer(drop)
    pool.putconn(conn)
    return ["t"]
