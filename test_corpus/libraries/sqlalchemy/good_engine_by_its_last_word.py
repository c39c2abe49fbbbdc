"""The name says whose connection it is: a transaction of it is no acquisition, and its statements go past nothing."""
# select: ALL

from sqlalchemy import Engine


def call(target: Engine, procedure):
    with target.connect() as engine_conn:
        with engine_conn.begin():
            engine_conn.execute(procedure)
