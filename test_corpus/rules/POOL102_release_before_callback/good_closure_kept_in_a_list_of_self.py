"""The check has the text, and a check of the moment is forgotten before the event goes back."""


class Logger:
    def __init__(self, event_pool, writer):
        self.event_pool = event_pool
        self.writer = writer
        self.checks = []

    def info(self, message):
        event = self.event_pool.acquire()
        event.update(message)
        text = str(event.message)
        self.checks.append(lambda expected: text == expected)
        self.writer.write(event.encode())
        self.event_pool.release(event)

    def show(self, message):
        event = self.event_pool.acquire()
        checks = []
        checks.append(lambda expected: event.message == expected)
        self.writer.write([check(message) for check in checks])
        self.event_pool.release(event)
