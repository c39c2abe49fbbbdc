"""`execution_options` gives the same connection: its streamed rows die with the block."""
# select: ALL

from sqlalchemy import create_engine, text

engine = create_engine("postgresql://db")


def names():
    with engine.connect() as conn:  # step: acquired, released
        rows = conn.execution_options(stream_results=True).execute(text("select name from users"))  # step: borrowed
        return [row.name for row in rows]  # error: [POOL106]  # step: used
