"""The value is read first; the number of rows stays in the result."""
# select: POOL1
import sqlalchemy as sa


def count(engine: sa.Engine):
    conn = engine.connect()
    result = conn.execute(sa.text("select count(*) from users"))
    found = result.scalar()
    conn.close()
    return found, result.rowcount
