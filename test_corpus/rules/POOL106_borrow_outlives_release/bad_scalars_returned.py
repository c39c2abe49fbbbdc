"""The scalars are loaded when the caller iterates, through a session that is closed."""
# select: POOL1
from sqlalchemy import select
from sqlalchemy.orm import Session


def users(engine, model):
    with Session(engine) as session:  # step: acquired, released
        return session.execute(select(model)).scalars()  # error: [POOL106]  # step: borrowed, escaped
