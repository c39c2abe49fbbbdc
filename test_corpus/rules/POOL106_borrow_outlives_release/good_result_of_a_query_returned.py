"""A statement that is no query by its text gives a count; and rows that were read are plain data."""
# select: ALL

from sqlalchemy import create_engine, select, text

engine = create_engine("postgresql://localhost/shop")


def add(table, row):
    with engine.begin() as conn:
        return conn.execute(table.insert().values(row))


def clear(name):
    with engine.begin() as conn:
        return conn.execute(text("DELETE FROM orders"))


def drop(name):
    with engine.begin() as conn:
        return conn.exec_driver_sql(f"drop table {name}")


def orders(table):
    with engine.connect() as conn:
        return conn.execute(select(table)).mappings().all()


def count(statement):
    with engine.begin() as conn:
        result = conn.execute(statement)
    return result.rowcount
