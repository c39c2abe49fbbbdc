"""Closed on both ways; an engine whose result nobody closes is something else, a search engine, say."""
# select: POOL301


class Client:
    def __init__(self, engine):
        self.engine = engine

    def first(self, query):
        conn = self.engine.connect()
        rows = conn.execute(query).fetchall()
        conn.close()
        if not rows:
            return None
        return rows[0]

    def start(self):
        link = self.engine.connect()
        return link.status
