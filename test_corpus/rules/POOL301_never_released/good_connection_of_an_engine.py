"""A connection that nobody here closes goes back to its engine when it is collected."""
# select: ALL

from sqlalchemy import create_engine

engine = create_engine("postgresql://localhost/nova")


def count(metadata, name):
    conn = engine.connect()
    table = metadata.tables.get(name)
    if table is None:
        return 0
    return conn.execute(table.delete()).rowcount
