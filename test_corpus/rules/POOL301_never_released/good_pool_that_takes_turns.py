"""The pool lends each key to many at once; nothing in the file gives one back, and nothing has to."""
# select: ALL


class Caller:
    def __init__(self, key_pool):
        self.key_pool = key_pool

    async def call(self, client, request):
        key = await self.key_pool.acquire()
        request.headers["key"] = key.value
        return await client.send(request)
