"""The cursor is read inside the block, or was made without the session."""
# select: ALL

from pymongo import MongoClient

client = MongoClient()


def overdue(limit):
    invoices = client.billing.invoices
    with client.start_session() as session:
        return list(invoices.find({"state": "overdue"}, session=session).limit(limit))


def one():
    with client.start_session() as session, session.start_transaction():
        invoice = client.billing.invoices.find_one({}, session=session)
    return invoice


def without():
    with client.start_session() as session:
        session.with_transaction(print)
        cursor = client.billing.invoices.find({})
    return list(cursor)
