"""Who gets the status code has nothing to close the response with."""
# select: ALL

import httpx


async def fetch(client: httpx.AsyncClient, request, target):
    response = await client.send(request, stream=True)  # error: [POOL301]  # step: acquired
    if target is None:
        return response.status_code  # step: left
    target.update(await response.aread())
    await response.aclose()
    return None
