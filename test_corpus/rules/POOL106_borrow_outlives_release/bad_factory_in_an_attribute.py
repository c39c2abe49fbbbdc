"""A session comes from a factory in an attribute; its query is read behind the block."""
# select: ALL

import sqlalchemy
from sqlalchemy.orm import sessionmaker


class Index:
    def __init__(self, url):
        self.engine = sqlalchemy.create_engine(url)
        self.session = sessionmaker(bind=self.engine)

    def rows(self, table):
        with self.session() as session:  # step: acquired, released
            result = session.query(table).order_by(table.c.name)  # step: borrowed
        return [tuple(row) for row in result]  # error: [POOL106] # step: used

    def lazily(self, table):
        session = self.session()  # step: acquired
        try:
            return session.query(table)  # step: borrowed, escaped
        finally:
            session.close()  # error: [POOL106] # step: released
