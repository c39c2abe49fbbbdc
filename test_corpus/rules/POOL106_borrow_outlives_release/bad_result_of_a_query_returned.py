"""What runs a statement that may be a query gives rows that are still to be read."""
# select: ALL

from sqlalchemy import create_engine, select, text

engine = create_engine("postgresql://localhost/shop")


def orders(table):
    with engine.connect() as conn:  # step: acquired, released
        return conn.execute(select(table).where(table.c.open))  # error: [POOL106] # step: escaped, borrowed


def sizes():
    with engine.connect() as conn:  # step: acquired, released
        return conn.execute(text("SELECT size FROM orders"))  # error: [POOL106] # step: escaped, borrowed


def run(statement):
    with engine.begin() as conn:  # step: acquired, released
        return conn.execute(statement)  # error: [POOL106] # step: escaped, borrowed
