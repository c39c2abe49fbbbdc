"""An engine by its name, and a connection that another way closes: the early return keeps it."""
# select: POOL301


class Client:
    def __init__(self, engine):
        self.engine = engine

    def first(self, query):
        conn = self.engine.connect()  # error: [POOL301]  # step: acquired
        rows = conn.execute(query).fetchall()
        if not rows:
            conn.close()
            return None  # step: left
        conn.close()  # step: released
        return rows[0]
