"""The factory is called on its module, which alone is imported: nothing here names the library."""

import db as database


def late(query):
    with database.Session() as session:
        session.execute(query)
    return session.execute(query)  # error: [POOL101]


def inside(query):
    with database.Session() as session:
        return session.execute(query).all()


def on_the_engine(query):
    with database.engine.connect() as conn:
        conn.execute(query)
    return conn.execute(query)  # error: [POOL101]
