"""The rows are read before they go into the collection, or by it while it is made."""
# select: ALL
from sqlalchemy import create_engine, text

engine = create_engine("sqlite://")


class Rows:
    def __init__(self, rows):
        self._rows = rows

    def __iter__(self):
        yield from self._rows


class Read:
    def __init__(self, rows):
        self._rows = list(rows)


def query(sql):
    with engine.connect() as conn:
        cursor = conn.execute(text(sql))
        return Rows([dict(row) for row in cursor])


def read(sql):
    with engine.connect() as conn:
        cursor = conn.execute(text(sql))
        rows = (dict(row) for row in cursor)
        return Read(rows)
