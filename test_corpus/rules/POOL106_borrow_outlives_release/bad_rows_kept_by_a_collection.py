"""The collection pulls its rows when it is iterated, and the connection is back by then."""
# select: ALL
from sqlalchemy import create_engine, text

engine = create_engine("sqlite://")


class Rows:
    def __init__(self, rows):
        self._rows = rows

    def __iter__(self):
        yield from self._rows


def query(sql):
    with engine.connect() as conn:  # step: acquired, released
        cursor = conn.execute(text(sql))  # step: borrowed
        rows = (dict(row) for row in cursor)  # step: deferred, used
        return Rows(rows)  # error: [POOL106]


def names(sql):
    return [row["name"] for row in query(sql)]
