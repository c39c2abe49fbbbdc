"""It is closed before its status is returned; who gets the reader of the body closes it with that."""
# select: ALL

import httpx


async def fetch(client: httpx.AsyncClient, request, target):
    response = await client.send(request, stream=True)
    if target is not None:
        target.update(await response.aread())
    await response.aclose()
    return response.status_code


async def opened(client: httpx.AsyncClient, request):
    response = await client.send(request, stream=True)
    return response.status_code, response
