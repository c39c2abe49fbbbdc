"""The handler unsubscribes on a client that serves somebody else by the time a message comes."""


class Poll:
    def __init__(self, client_pool, response):
        self.client_pool = client_pool
        self.response = response

    def get(self, channel):
        client = self.client_pool.acquire()  # step: acquired
        client.subscribe(channel)

        def on_message(message):  # step: deferred
            self.response.finish(message.body)
            client.unsubscribe(channel)  # step: used

        client.listen(on_message)  # step: deferred
        self.client_pool.release(client)  # error: [POOL102]  # step: released
