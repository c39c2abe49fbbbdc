"""The reader goes through its connection when somebody iterates it."""


class Reader:
    def __init__(self, conn):
        self._conn = conn

    def __iter__(self):
        for row in self._conn:  # step: used
            yield row


def rows(pool):
    with pool.connection() as conn:  # step: acquired, released
        return Reader(conn)  # error: [POOL105] "is returned"  # step: used


def names(pool):
    return [row["name"] for row in rows(pool)]
