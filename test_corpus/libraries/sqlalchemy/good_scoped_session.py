"""A scoped session is a registry: after `remove` the next use begins anew."""
from sqlalchemy.orm import scoped_session, sessionmaker

session_pool = scoped_session(sessionmaker())


def count(query):
    rows = session_pool.execute(query).all()
    session_pool.close()
    return rows, session_pool.execute(query).all()
