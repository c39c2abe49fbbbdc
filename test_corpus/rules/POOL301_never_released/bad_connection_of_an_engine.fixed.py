"""An engine gets back what is collected, but a function that closes it on one way means to do so on all."""
# select: ALL

from sqlalchemy import create_engine

engine = create_engine("postgresql://localhost/nova")


def archive(metadata, name):
    with engine.connect() as conn:  # error: [POOL301] # step: acquired
        table = metadata.tables.get(name)
        if table is None:
            return 0  # step: left
        count = conn.execute(table.delete()).rowcount
    return count
