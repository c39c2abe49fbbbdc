"""The release stands behind the nursery."""
import trio


async def serve(pool, answer, requests):
    session = await pool.acquire()
    async with trio.open_nursery() as nursery:
        for request in requests:
            nursery.start_soon(answer, session, request)
    await pool.release(session)
