"""The block of `getconn` may be a transaction on a connection that stays open, and a defined `acquire` is known."""


def kill(server, cursors):
    with server.getconn() as conn:
        command = conn.prepare(cursors)
    conn.send(command)


class Handle:
    def acquire(self):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def open(self):
        pass

    def send(self):
        pass


def use():
    handle = Handle()
    with handle.acquire() as held:
        held.open()
    held.send()
