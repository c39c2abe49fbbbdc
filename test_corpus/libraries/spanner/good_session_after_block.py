"""The query runs inside."""
from google.cloud.spanner_v1 import FixedSizePool


def read(sessions: FixedSizePool, query):
    with sessions.session() as session:
        session.ping()
        return list(session.execute_sql(query))
