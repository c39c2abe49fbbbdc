"""Requests that run in tasks need their client until they are done."""

import asyncio

import httpx


async def fetch(client, url):
    response = await client.get(url)
    return response.json()


async def fetch_all(urls):
    tasks = []
    async with httpx.AsyncClient() as client:  # step: acquired, released
        for url in urls:
            tasks.append(asyncio.create_task(fetch(client, url)))  # error: [POOL104] # step: deferred
        return await asyncio.gather(*tasks)


async def last(url):
    async with httpx.AsyncClient() as client:  # step: acquired, released
        await client.get(url)
        return await client.get(url)  # error: [POOL101] # step: used
