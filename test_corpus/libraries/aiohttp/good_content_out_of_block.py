"""The generator keeps the block open while chunks are asked for."""
# select: POOL1


async def open_body(session, url):
    async with session.get(url) as response:
        async for chunk in response.content.iter_chunked(1024):
            yield chunk
