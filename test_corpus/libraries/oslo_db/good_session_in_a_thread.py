"""The thread opens a session of its own."""
import threading

from oslo_db.sqlalchemy import enginefacade


def report(context, query):
    with enginefacade.reader.using(context) as session:
        session.flush()
        threading.Thread(target=query, args=(context,)).start()
