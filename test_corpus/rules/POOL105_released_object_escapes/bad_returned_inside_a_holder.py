"""The repository is made in the block and works with its connection when the caller has it."""


class Repository:
    def __init__(self, conn):
        self.conn = conn

    def find(self, key):
        return self.conn.execute("select * from items where id = %s", key)  # step: used


def repository(pool):
    with pool.connection() as conn:  # step: acquired, released
        return Repository(conn)  # error: [POOL105] "is returned"  # step: used


def find(pool, key):
    return repository(pool).find(key)
