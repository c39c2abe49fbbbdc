"""The connection comes from one item of the pools and goes to another."""
# select: POOL203


class Shards:
    def __init__(self, pools):
        self.pools = pools

    def copy(self, key, source, target):
        conn = self.pools[source].getconn()  # step: acquired
        try:
            return conn.fetch(key)
        finally:
            self.pools[target].putconn(conn)  # error: [POOL203]  # step: released

    def first(self, key):
        conn = self.pools["read"].getconn()  # step: acquired
        row = conn.fetch(key)
        self.pools["write"].putconn(conn)  # error: [POOL203]  # step: released
        return row
