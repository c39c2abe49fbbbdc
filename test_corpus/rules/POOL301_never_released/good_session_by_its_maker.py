"""Closed on both ways."""
# select: POOL301

from .db import SessionLocal


def first(query):
    db = SessionLocal()
    try:
        rows = db.execute(query).fetchall()
        return rows[0] if rows else None
    finally:
        db.close()
