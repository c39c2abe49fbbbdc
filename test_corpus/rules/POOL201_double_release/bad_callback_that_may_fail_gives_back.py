"""The callback of the receive gives the buffer back when data comes, though the failed login has done so."""


class Client:
    def __init__(self, sock, array_pool, executor):
        self.sock = sock
        self.array_pool = array_pool
        self.executor = executor
        self.packets = []

    def connect(self, credentials):
        buffer = self.array_pool.rent(65536)  # step: acquired
        pending = self.executor.submit(self.sock.receive)
        pending.add_done_callback(lambda done: self.on_receive(buffer, done.result()))  # step: released
        if not self.login(credentials):
            self.array_pool.give_back(buffer)  # error: [POOL201]  # step: released
            return False
        return True

    def login(self, credentials):
        return self.sock.login(credentials)

    def on_receive(self, buffer, count):
        self.packets.append(self.sock.decode(count))
        self.array_pool.give_back(buffer)
