"""The last word says what it is, an engine: it runs the statement on a connection of its own."""
# select: ALL

import sqlalchemy


def call(db_engine, procedure):
    with db_engine.begin() as conn:  # step: acquired
        conn.execute(procedure)
        db_engine.execute(procedure)  # error: [POOL401] # step: used
