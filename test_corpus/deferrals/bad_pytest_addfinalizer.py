"""The finalizer runs when the fixture's last test is over."""
import pytest


@pytest.fixture
def tables(request, pool):
    conn = pool.getconn()  # step: acquired
    conn.execute("create table t (x int)")
    request.addfinalizer(lambda: conn.execute("drop table t"))  # step: deferred, used
    pool.putconn(conn)  # error: [POOL102] # step: released
    return ["t"]
