"""`begin` lends a connection with an open transaction, and the engine runs the statement on another one."""
# select: ALL

from sqlalchemy import create_engine

engine = create_engine("postgresql://db")


def archive(year):
    with engine.begin() as conn:  # step: acquired
        conn.execute("insert into archive select * from orders where year = %s", year)
        engine.execute("delete from orders where year = %s", year)  # error: [POOL401]  # step: used
