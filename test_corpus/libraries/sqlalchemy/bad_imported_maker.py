"""A maker by the name that its documentation gives it: the task works with a session that is closed."""
# runtime: given app.db.SessionLocal = __import__("sqlalchemy.orm", fromlist=["orm"]).sessionmaker(engine)

import asyncio

from app.db import SessionLocal


def save(rows):
    db = SessionLocal()  # step: acquired
    try:
        asyncio.create_task(work(db, rows))  # step: deferred
    finally:
        db.close()  # error: [POOL104]  # step: released


async def work(db, rows):
    db.add_all(rows)  # step: used
    db.commit()
