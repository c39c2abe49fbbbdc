"""A session of a web client says by its methods that it is none of a mapper."""
# select: POOL302


class Hook:
    def __init__(self, Session, model):
        self.Session = Session
        self.model = model

    def rows(self, name):
        session = self.Session()
        try:
            return session.query(self.model).filter_by(name=name).all()
        finally:
            session.close()

    def page(self, url):
        session = self.Session()
        session.headers.update(self.model)
        text = session.get(url).text
        session.close()
        return text
