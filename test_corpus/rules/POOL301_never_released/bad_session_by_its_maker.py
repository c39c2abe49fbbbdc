"""The maker of sessions comes from a module that isn't there; what it makes is closed on one way alone."""
# select: POOL301

from .db import SessionLocal


def first(query):
    db = SessionLocal()  # error: [POOL301]  # step: acquired
    rows = db.execute(query).fetchall()
    if not rows:
        return None  # step: left
    db.close()  # step: released
    return rows[0]
