"""The thread lets the closed session begin again, on a connection that nobody gives back."""
import threading

from sqlalchemy.orm import sessionmaker

Session = sessionmaker()


def report(query):
    with Session() as session:  # step: acquired, released
        threading.Thread(target=query, args=(session,)).start()  # error: [POOL104] # step: deferred
