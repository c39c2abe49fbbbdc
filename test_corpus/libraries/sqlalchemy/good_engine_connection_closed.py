"""The statement runs before the connection is closed."""
from sqlalchemy import create_engine, text

ENGINE = create_engine("postgresql:///app")


def vacuum(table):
    conn = ENGINE.connect()
    conn.execute(text("select 1"))
    conn.execute(text("vacuum " + table))
    conn.close()
