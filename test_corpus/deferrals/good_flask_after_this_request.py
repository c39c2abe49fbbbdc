"""The function is what gives the session back."""
from flask import after_this_request


def view(pool):
    session = pool.acquire()

    @after_this_request
    def note(response):
        session.note(response.status)
        pool.release(session)
        return response

    return session.page()
