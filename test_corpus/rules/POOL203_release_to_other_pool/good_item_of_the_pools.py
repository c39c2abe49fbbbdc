"""The same key leads to the same pool, and a key that is set here may."""
# select: POOL203


class Shards:
    def __init__(self, pools):
        self.pools = pools

    def copy(self, key, source):
        conn = self.pools[source].getconn()
        try:
            return conn.fetch(key)
        finally:
            self.pools[source].putconn(conn)

    def first(self, key, source):
        name = source
        conn = self.pools[source].getconn()
        row = conn.fetch(key)
        self.pools[name].putconn(conn)
        return row
