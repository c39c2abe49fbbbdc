"""A closed Connection raises ResourceClosedError; the session beside it would just begin anew."""
from sqlalchemy import create_engine, text

ENGINE = create_engine("postgresql:///app")


def vacuum(table):
    conn = ENGINE.connect()  # step: acquired
    conn.execute(text("select 1"))
    conn.execute(text("vacuum " + table))  # step: used
    conn.close()  # error: [POOL101] # step: released
