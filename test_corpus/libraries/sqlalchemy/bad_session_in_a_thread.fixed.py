"""The thread lets the closed session begin again, on a connection that nobody gives back."""
import threading

from sqlalchemy.orm import sessionmaker

Session = sessionmaker()


def report(query):
    with Session() as session:  # step: acquired, released
        thread = threading.Thread(target=query, args=(session,))
        thread.start()  # error: [POOL104] # step: deferred
        thread.join()
