"""They run inside the block."""

import asyncio

import httpx


async def load(urls):
    async with httpx.AsyncClient() as client:
        requests = [client.get(url) for url in urls]
        return await asyncio.gather(*requests)
