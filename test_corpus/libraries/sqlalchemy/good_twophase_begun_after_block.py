"""The two-phase transaction ends before the connection goes back."""
# select: ALL

from sqlalchemy import create_engine


def transfer(url):
    engine = create_engine(url)
    with engine.connect() as conn:
        conn.exec_driver_sql("select 1")
        trans = conn.begin_twophase()
        trans.commit()
