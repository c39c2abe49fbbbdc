"""The requests are made, and not begun, inside the block: they run when the client is closed."""

import asyncio

import httpx


async def load(urls):
    async with httpx.AsyncClient() as client:  # step: acquired, released
        requests = [client.get(url) for url in urls]
    return await asyncio.gather(*requests)  # error: [POOL104]  # step: deferred
