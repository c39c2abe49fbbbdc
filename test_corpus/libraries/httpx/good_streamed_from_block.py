"""The response is closed in the background, when all of it has been sent."""
# select: POOL1
from starlette.background import BackgroundTask
from starlette.responses import Response, StreamingResponse


async def proxy(request, client):
    upstream = await client.send(client.build_request("GET", request.url), stream=True)
    return StreamingResponse(upstream.aiter_raw(), background=BackgroundTask(upstream.aclose))


async def buffered(request, client):
    async with client.stream("GET", request.url) as upstream:
        return Response(await upstream.aread())
