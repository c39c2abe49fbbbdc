"""The client is put back after its last call."""
from eventlet.pools import Pool


class ClientPool(Pool):
    def create(self):
        return object()


CLIENTS = ClientPool(max_size=4)


def call(message):
    client = CLIENTS.get()
    client.connect()
    answer = client.send(message)
    CLIENTS.put(client)
    return answer
