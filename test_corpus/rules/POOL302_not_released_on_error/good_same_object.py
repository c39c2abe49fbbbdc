"""Setting options gives the same connection, which its block closes."""
# select: ALL

from sqlalchemy import create_engine, text

engine = create_engine("postgresql://localhost/shop")


def clear():
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as conn:
        conn.execute(text("DELETE FROM orders"))
