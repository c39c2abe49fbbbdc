"""The proxy is empty after `close`."""
from sqlalchemy import create_engine


def copy(url, rows):
    engine = create_engine(url)
    raw = engine.raw_connection()  # step: acquired
    raw.cursor().copy_from(rows, "t")
    raw.commit()  # step: used
    raw.close()  # error: [POOL101] # step: released
