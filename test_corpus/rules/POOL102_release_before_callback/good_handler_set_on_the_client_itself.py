"""The handler has been taken off before the client goes back, or gives it back itself."""


class Poll:
    def __init__(self, client_pool, response):
        self.client_pool = client_pool
        self.response = response

    def get(self, channel):
        client = self.client_pool.acquire()

        def on_message(message):
            client.unsubscribe(channel)

        client.add_message_handler(on_message)
        client.run(channel)
        client.remove_message_handler(on_message)
        self.client_pool.release(client)

    def wait(self, channel):
        client = self.client_pool.acquire()

        def on_message(message):
            self.response.finish(message.body)
            self.client_pool.release(client)

        client.listen(on_message)
