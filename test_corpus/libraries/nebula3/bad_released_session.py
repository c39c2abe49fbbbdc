"""A released session raises RuntimeError."""
from nebula3.gclient.net import ConnectionPool


def hosts(graph: ConnectionPool, user, password):
    session = graph.get_session(user, password)  # step: acquired
    session.release()  # error: [POOL101] # step: released
    return session.execute("SHOW HOSTS")  # step: used
