"""What a module called after the database makes lends for its block, as do the sessions of an object called so."""

from .database import Session, get_db


def first(query):
    with Session() as session:  # step: acquired, released
        session.execute(query)
    return session.execute(query)  # error: [POOL101]  # step: used


def second(query):
    with get_db() as conn:  # step: acquired, released
        conn.execute(query)
        return conn.execute(query)  # error: [POOL101]  # step: used


class Repository:
    def __init__(self, db):
        self.db = db

    async def third(self, query):
        async with self.db.session() as session:  # step: acquired, released
            await session.execute(query)
            return await session.execute(query)  # error: [POOL101]  # step: used
