"""The session is in the pool again, and another transaction may use it."""
from google.cloud.spanner_v1 import FixedSizePool


def read(sessions: FixedSizePool, query):
    with sessions.session() as session:  # step: acquired, released
        session.ping()
        return list(session.execute_sql(query))  # error: [POOL101] # step: used
