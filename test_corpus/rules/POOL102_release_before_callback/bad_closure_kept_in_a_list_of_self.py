"""The check reads the event when somebody verifies, long after it has gone back."""


class Logger:
    def __init__(self, event_pool, writer):
        self.event_pool = event_pool
        self.writer = writer
        self.checks = []

    def info(self, message):
        event = self.event_pool.acquire()  # step: acquired
        event.update(message)
        self.checks.append(lambda expected: event.message == expected)  # step: deferred, used
        self.writer.write(event.encode())
        self.event_pool.release(event)  # error: [POOL102]  # step: released
        return self.verify(message)  # step: escaped

    def verify(self, expected):
        return all(check(text) for check, text in zip(self.checks, expected))
