"""The decorated function runs when the view has returned."""
from flask import after_this_request


def view(pool):
    session = pool.acquire()  # step: acquired

    @after_this_request  # step: deferred
    def note(response):
        session.note(response.status)  # step: used
        return response

    page = session.page()
    pool.release(session)  # error: [POOL102] # step: released
    return page
