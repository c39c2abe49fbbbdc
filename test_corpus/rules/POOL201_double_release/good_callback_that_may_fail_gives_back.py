"""Whoever has the buffer gives it back: the callback, once there is one."""


class Client:
    def __init__(self, sock, array_pool, executor):
        self.sock = sock
        self.array_pool = array_pool
        self.executor = executor
        self.packets = []

    def connect(self, credentials):
        buffer = self.array_pool.rent(65536)
        if not self.login(credentials):
            self.array_pool.give_back(buffer)
            return False
        pending = self.executor.submit(self.sock.receive)
        pending.add_done_callback(lambda done: self.on_receive(buffer, done.result()))
        return True

    def login(self, credentials):
        return self.sock.login(credentials)

    def on_receive(self, buffer, count):
        self.packets.append(self.sock.decode(count))
        self.array_pool.give_back(buffer)
