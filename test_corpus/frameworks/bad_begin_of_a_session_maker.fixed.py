"""The maker's `begin` lends a session for its block, with the transaction."""

from .db import session_maker


def store(row):
    with session_maker.begin() as session:  # step: acquired, released
        session.add(row)
        session.refresh(row)  # error: [POOL101]  # step: used
