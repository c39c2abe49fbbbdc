"""The stream reader of a response ends with the response's block."""
# select: POOL1


async def open_body(session, url):
    async with session.get(url) as response:  # step: acquired, released
        return response.content  # error: [POOL106]  # step: escaped
