"""Both statements go to the connection with the transaction."""
# select: ALL

from sqlalchemy import create_engine

engine = create_engine("postgresql://db")


def archive(year):
    with engine.begin() as conn:
        conn.execute("insert into archive select * from orders where year = %s", year)
        conn.execute("delete from orders where year = %s", year)
