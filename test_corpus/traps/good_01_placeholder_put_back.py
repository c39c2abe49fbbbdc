"""The dead connection is closed and forgotten; what is put back in its stead is an empty slot."""


class HttpPool:
    def __init__(self, make):
        self.make = make
        self.slots = [None, None]

    def _get_conn(self):
        return self.slots.pop() or self.make()

    def _put_conn(self, conn):
        self.slots.append(conn)

    def request(self, path):
        conn = self._get_conn()
        clean = False
        try:
            answer = conn.get(path)
            clean = True
        finally:
            if not clean:
                conn.close()
                conn = None
            self._put_conn(conn)
        return answer
