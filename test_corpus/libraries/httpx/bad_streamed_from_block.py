"""The server iterates the upstream's body after the block has closed it."""
# select: POOL1
import httpx
from starlette.responses import StreamingResponse


async def proxy(request):
    async with httpx.AsyncClient() as client:
        async with client.stream("GET", request.query_params["url"]) as upstream:  # step: acquired, released
            return StreamingResponse(upstream.aiter_raw())  # error: [POOL106]  # step: borrowed, escaped
