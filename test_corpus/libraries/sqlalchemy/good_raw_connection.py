"""The commit comes before the close."""
from sqlalchemy import create_engine


def copy(url, rows):
    engine = create_engine(url)
    raw = engine.raw_connection()
    raw.cursor().copy_from(rows, "t")
    raw.commit()
    raw.close()
