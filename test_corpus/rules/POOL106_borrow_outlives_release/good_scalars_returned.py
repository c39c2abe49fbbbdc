"""`all()` loads them inside the block."""
# select: POOL1
from sqlalchemy import select
from sqlalchemy.orm import Session


def users(engine, model):
    with Session(engine) as session:
        return session.execute(select(model)).scalars().all()
