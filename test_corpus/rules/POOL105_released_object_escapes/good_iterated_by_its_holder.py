"""The reader is iterated inside the block."""


class Reader:
    def __init__(self, conn):
        self._conn = conn

    def __iter__(self):
        for row in self._conn:
            yield row


def names(pool):
    with pool.connection() as conn:
        return [row["name"] for row in Reader(conn)]
