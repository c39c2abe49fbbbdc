"""The query is read inside the block, or counted."""
# select: ALL

import sqlalchemy
from sqlalchemy.orm import sessionmaker


class Index:
    def __init__(self, url):
        self.engine = sqlalchemy.create_engine(url)
        self.session = sessionmaker(bind=self.engine)

    def rows(self, table):
        with self.session() as session:
            return session.query(table).order_by(table.c.name).all()

    def size(self, table):
        session = self.session()
        try:
            return session.query(table).count()
        finally:
            session.close()
