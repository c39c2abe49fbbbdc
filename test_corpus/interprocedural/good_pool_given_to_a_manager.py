"""One caller gives it something that is no pool, so nothing is known of what leaving the block does."""
# runtime: plain pool, database
from contextlib import contextmanager


@contextmanager
def lent(source):
    with source.connection() as conn:
        yield conn


def count(pool, database):
    with lent(pool) as conn:
        conn.begin()
    with lent(database) as other:
        other.begin()
    return other.count() + conn.count()
