"""The body is read inside the block; the response then lives on without its connection."""


class Api:
    def __init__(self, session):
        self.session = session

    async def fetch(self, url):
        async with self.session.get(url) as response:
            await response.read()
            return response
