"""The two-phase transaction is begun, and committed, on a connection that went back at the end of the block."""
# select: ALL

from sqlalchemy import create_engine


def transfer(url):
    engine = create_engine(url)
    with engine.connect() as conn:  # step: acquired, released
        conn.exec_driver_sql("select 1")
    trans = conn.begin_twophase()  # error: [POOL101]  # step: used
    trans.commit()
