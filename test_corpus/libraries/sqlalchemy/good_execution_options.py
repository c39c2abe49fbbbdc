"""The rows are read inside the block."""
# select: ALL

from sqlalchemy import create_engine, text

engine = create_engine("postgresql://db")


def names():
    with engine.connect() as conn:
        rows = conn.execution_options(stream_results=True).execute(text("select name from users"))
        return [row.name for row in rows]
