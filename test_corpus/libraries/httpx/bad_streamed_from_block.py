"""The server iterates the upstream's body after the block has closed it."""
# runtime: skip the client is lent as well, and what it gives is not for the oracle
# select: POOL1
import httpx
from starlette.responses import StreamingResponse


async def proxy(request):
    async with httpx.AsyncClient() as client:
        async with client.stream("GET", request.query_params["url"]) as upstream:  # step: acquired, released
            return StreamingResponse(upstream.aiter_raw())  # error: [POOL106]  # step: borrowed, escaped
