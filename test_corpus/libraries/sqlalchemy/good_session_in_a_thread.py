"""The thread makes its own session."""
import threading

from sqlalchemy.orm import sessionmaker

Session = sessionmaker()


def report(query):
    with Session() as session:
        session.flush()
    threading.Thread(target=query, args=(Session,)).start()
