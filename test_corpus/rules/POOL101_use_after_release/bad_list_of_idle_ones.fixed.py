"""No pool by its name, but its connections wait on a list for the next call: this one may be taken by then."""


class Client:
    def __init__(self, connect, lock):
        self.connect = connect
        self.lock = lock
        self.idle = []

    def call(self, request):
        if self.idle:
            conn = self.idle.pop()  # step: acquired
            conn.send(request)
            try:
                return conn.receive()  # step: used
            finally:
                self.idle.append(conn)  # error: [POOL101] "`conn`"  # step: released
        return self.connect().call(request)
