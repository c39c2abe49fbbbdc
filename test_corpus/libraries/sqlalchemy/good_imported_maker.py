"""The task makes a session of its own."""
# runtime: given app.db.SessionLocal = __import__("sqlalchemy.orm", fromlist=["orm"]).sessionmaker(engine)

import asyncio

from app.db import SessionLocal


def save(rows):
    asyncio.create_task(work(rows))


async def work(rows):
    db = SessionLocal()
    try:
        db.add_all(rows)
        db.commit()
    finally:
        db.close()
