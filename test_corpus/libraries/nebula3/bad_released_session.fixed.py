"""A released session raises RuntimeError."""
from nebula3.gclient.net import ConnectionPool


def hosts(graph: ConnectionPool, user, password):
    session = graph.get_session(user, password)  # step: acquired
    try:
        return session.execute("SHOW HOSTS")  # step: used
    finally:
        session.release()  # error: [POOL101] # step: released
