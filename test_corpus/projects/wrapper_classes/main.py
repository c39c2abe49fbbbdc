"""Instances, annotations, inheritance, holders and leases of another file."""

import store as s
from store import Cursor, Database, Holder, Lease, database


def by_instance(text):
    conn = database.take()
    database.give(conn)  # error: [POOL101]
    conn.execute(text)


def by_annotation(db: Database, text):
    conn = db.take()
    db.give(conn)  # error: [POOL101]
    conn.execute(text)


def by_module(text):
    with s.database.leased() as conn:
        conn.execute(text)
    conn.commit()  # error: [POOL101] "at the end of its block"


class Report(Database):
    def build(self, text):
        conn = self.take()
        self.give(conn)  # error: [POOL101]
        conn.execute(text)


def holder(source, text):
    held = Holder(source)
    held.close()  # error: [POOL101] "`held.conn`"
    held.query(text)


def lease(source, text):
    with Lease(source) as conn:
        conn.execute(text)
    conn.commit()  # error: [POOL101]


def derived_lease(source, text):
    with Cursor(source) as cursor:
        cursor.run(text)
    cursor.run(text)  # error: [POOL101]


def right(source, db: Database, text):
    held = Holder(source)
    held.query(text)
    held.close()
    with Cursor(source) as cursor, db.leased() as conn:
        cursor.run(text)
        conn.execute(text)
    conn = database.take()
    conn.execute(text)
    database.give(conn)
