"""The last use stands in the block; what else has a `begin` may be no maker."""

from .db import session_maker
from .plots import canvas


def store(row):
    with session_maker.begin() as session:
        session.add(row)
        session.refresh(row)


def draw(row):
    with canvas.begin() as page:
        page.add(row)
    page.show()
