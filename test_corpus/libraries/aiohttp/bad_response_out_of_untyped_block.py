"""The block closes the response before the caller can read its body; only the session's name tells whose it is."""


class Api:
    def __init__(self, session):
        self.session = session

    async def fetch(self, url):
        async with self.session.get(url) as response:  # step: acquired, released
            return response  # error: [POOL105]  # step: escaped
