"""Read before it waits again; under the lock nobody takes it; and all take turns with what goes round."""


class Client:
    def __init__(self, connect, lock):
        self.connect = connect
        self.lock = lock
        self.idle = []

    def call(self, request):
        if self.idle:
            conn = self.idle.pop()
            conn.send(request)
            reply = conn.receive()
            with self.lock:
                self.idle.append(conn)
                conn.rest()
            return reply
        return self.connect().call(request)


class Turns:
    def __init__(self, connections):
        self.available = list(connections)

    def pick(self):
        conn = self.available.pop()
        self.available.append(conn)
        return conn
