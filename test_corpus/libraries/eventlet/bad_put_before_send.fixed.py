"""An eventlet pool: the client is put back and another green thread may get it at the next switch."""
from eventlet.pools import Pool


class ClientPool(Pool):
    def create(self):
        return object()


CLIENTS = ClientPool(max_size=4)


def call(message):
    client = CLIENTS.get()  # step: acquired
    client.connect()
    try:
        return client.send(message)  # step: used
    finally:
        CLIENTS.put(client)  # error: [POOL101] # step: released
