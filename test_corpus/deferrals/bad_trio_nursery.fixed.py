"""The nursery waits at its end, and the release stands inside it."""
import trio


async def serve(pool, answer, requests):
    session = await pool.acquire()  # step: acquired
    try:
        async with trio.open_nursery() as nursery:
            for request in requests:
                nursery.start_soon(answer, session, request)
    finally:
        await pool.release(session)  # error: [POOL104] # step: released
