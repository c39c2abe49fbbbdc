"""Between the session and its return there are a decorator, a log line and plain containers: none of them fails."""
# select: ALL

import asyncio
import types

import aiohttp


async def started(app, callback, service_logger):
    session = aiohttp.ClientSession()
    session.defaults = types.MappingProxyType({"agent": "x"})
    app.closing = asyncio.Future()

    @callback
    def close(event=None):
        session.detach()

    service_logger.info("started %s", id(session))
    return session
