"""Awaited, handed on, or a client that is no asynchronous one; one that may be either is not known."""

import asyncio

import redis
import redis.asyncio


class Store:
    def __init__(self, url, is_async):
        self.client = redis.asyncio.Redis.from_url(url)
        self.other = redis.asyncio.Redis.from_url(url)
        self.plain = redis.Redis.from_url(url)
        if is_async:
            self.either = redis.asyncio.Redis.from_url(url)
        else:
            self.either = redis.Redis.from_url(url)

    async def stop(self):
        await self.client.close()
        closing = asyncio.ensure_future(self.other.close())
        self.plain.close()
        self.either.close()
        await closing
