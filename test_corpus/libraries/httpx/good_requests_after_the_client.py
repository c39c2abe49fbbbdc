"""What `get` gives is read to its end, and stays."""

import asyncio

import httpx


async def fetch(client, url):
    response = await client.get(url)
    return response.json()


async def fetch_all(urls):
    async with httpx.AsyncClient() as client:
        tasks = [asyncio.create_task(fetch(client, url)) for url in urls]
        return await asyncio.gather(*tasks)


async def last(url):
    async with httpx.AsyncClient() as client:
        response = await client.get(url)
    return response.json()
