"""A cursor made with a session ends with it."""
# select: ALL

from pymongo import MongoClient

client = MongoClient()


def overdue(limit):
    invoices = client.billing.invoices
    with client.start_session() as session:  # step: acquired, released
        cursor = invoices.find({"state": "overdue"}, session=session).limit(limit)  # step: borrowed
    return [invoice["number"] for invoice in cursor]  # error: [POOL106] # step: used
