"""The settings are read after the session was made: where that fails nobody closes it."""
# select: ALL

import asyncio
import types

import aiohttp


async def started(app, callback, service_logger):
    session = aiohttp.ClientSession()  # error: [POOL302] # step: acquired
    session.defaults = types.MappingProxyType(app.read_settings())  # step: left
    app.closing = asyncio.Future()

    @callback
    def close(event=None):
        session.detach()

    service_logger.info("started %s", id(session))
    return session
