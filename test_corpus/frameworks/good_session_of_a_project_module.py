"""The same names from elsewhere say nothing."""

from boto import Session
from .screen import get_db


def first(query):
    with Session() as session:
        session.execute(query)
    return session.execute(query)


def second(query):
    with get_db() as conn:
        conn.execute(query)
    return conn.execute(query)


class Repository:
    def __init__(self, monitor):
        self.monitor = monitor

    async def third(self, query):
        async with self.monitor.session() as session:
            await session.execute(query)
        return session.total
