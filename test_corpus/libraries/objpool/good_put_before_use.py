"""It is put back at last."""
from objpool import ObjectPool


def send(sessions: ObjectPool, message):
    session = sessions.pool_get()
    session.send(message)
    sessions.pool_put(session)
