"""What the holder keeps of the connection is only its name."""


class Report:
    def __init__(self, conn, rows):
        self.conn = conn
        self.rows = rows

    def names(self):
        return [row.name for row in self.rows]


def report(pool):
    with pool.connection() as conn:
        return Report(conn, conn.fetch_all("select name from items"))
