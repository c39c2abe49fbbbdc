"""Where nothing is found, the session is not closed."""
# select: POOL302


class Hook:
    def __init__(self, Session, model):
        self.Session = Session
        self.model = model

    def rows(self, name):
        session = self.Session()  # error: [POOL302]  # step: acquired
        rows = session.query(self.model).filter_by(name=name).all()  # step: left
        if not rows:
            raise LookupError(name)
        session.expunge_all()
        session.close()  # step: released
        return rows
