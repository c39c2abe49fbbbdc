"""The client pools inside; the handles that it gives are meant to be kept."""
from pymongo import MongoClient


def people(uri):
    pool = MongoClient(uri)
    with pool.start_session() as session:
        found = pool.app.people.find({}, session=session)
    return found, pool.app.people
