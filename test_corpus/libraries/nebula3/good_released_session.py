"""Result sets are plain data and outlive the session."""
from nebula3.gclient.net import ConnectionPool


def hosts(graph: ConnectionPool, user, password):
    session = graph.get_session(user, password)
    result = session.execute("SHOW HOSTS")
    session.release()
    return result.rows()
