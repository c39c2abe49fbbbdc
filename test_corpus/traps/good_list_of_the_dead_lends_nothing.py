"""The pool tries its dead connections again: its book of them, in another object, is no free list."""


class Books:
    def __init__(self):
        self.dead = set()

    def add_dead(self, conn):
        self.dead.add(conn)


class Pool:
    def __init__(self, loop):
        self.books = Books()
        self.loop = loop

    def revive(self):
        while self.books.dead:
            conn = self.books.dead.pop()
            self.connect(conn)

    def connect(self, conn):
        def connected(done):
            try:
                done.result()
            except OSError:
                self.books.add_dead(conn)
            waiting.set_result(conn)

        waiting = self.loop.create_future()
        self.loop.add_future(conn.connect(), connected)
        return waiting
