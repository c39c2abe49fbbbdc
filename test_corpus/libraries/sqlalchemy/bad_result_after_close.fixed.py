"""The result is read through a connection that is back in the engine's pool."""
# select: POOL1
import sqlalchemy as sa


def count(engine: sa.Engine):
    conn = engine.connect()  # step: acquired
    result = conn.execute(sa.text("select count(*) from users"))  # step: borrowed
    try:
        return result.scalar()  # step: used
    finally:
        conn.close()  # error: [POOL106]  # step: released
