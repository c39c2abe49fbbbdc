"""`close` of an asynchronous client is a coroutine; here it is made and dropped, and the client stays open."""

import httpx
from redis.asyncio import Redis


class Store:
    def __init__(self, url):
        self.client = Redis.from_url(url)
        self.http = httpx.AsyncClient()

    async def stop(self):
        self.client.close()  # error: [POOL202] "`self.client`"  # step: released
        self.http.aclose()  # error: [POOL202] "`self.http`"  # step: released
