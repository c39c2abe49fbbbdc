"""The query runs inside."""
import ydb


def count(sessions: ydb.QuerySessionPool, query):
    with sessions.checkout() as session:
        session.transaction().begin()
        return list(session.execute(query))
