"""Whether the helper puts the connection back or throws it away, an error before it does neither."""
# select: ALL


class Database:
    def __init__(self, pool):
        self.pool = pool

    def free(self, cn, err):
        if err is not None:
            self.pool.remove(cn)
        else:
            self.pool.put(cn)

    def query(self, model, sql):
        cn = self.pool.get()  # error: [POOL302]  # step: acquired
        err = None
        rows = cn.read_rows(sql)  # step: left
        result = [model.scan(row) for row in rows]
        self.free(cn, err)  # step: released
        return result
