"""The object is in the set of free ones again."""
from objpool import ObjectPool


def send(sessions: ObjectPool, message):
    session = sessions.pool_get()  # step: acquired
    try:
        session.send(message)  # step: used
    finally:
        sessions.pool_put(session)  # error: [POOL101] # step: released
