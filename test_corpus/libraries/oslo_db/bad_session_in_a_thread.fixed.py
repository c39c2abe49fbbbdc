"""The thread's query begins anew on a connection that nobody gives back."""
import threading

from oslo_db.sqlalchemy import enginefacade


def report(context, query):
    with enginefacade.reader.using(context) as session:  # step: acquired, released
        thread = threading.Thread(target=query, args=(session,))
        thread.start()  # error: [POOL104] # step: deferred
        thread.join()
