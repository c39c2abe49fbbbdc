"""The helper runs in a `finally`."""
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
        cn = self.pool.get()
        err = None
        try:
            rows = cn.read_rows(sql)
            return [model.scan(row) for row in rows]
        except OSError as error:
            err = error
            raise
        finally:
            self.free(cn, err)
