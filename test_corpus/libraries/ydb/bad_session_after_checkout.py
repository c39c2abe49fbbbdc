"""The session is in the queue again."""
import ydb


def count(sessions: ydb.QuerySessionPool, query):
    with sessions.checkout() as session:  # step: acquired, released
        session.transaction().begin()
    return session.execute(query)  # error: [POOL101] # step: used
