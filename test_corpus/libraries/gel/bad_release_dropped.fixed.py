"""The release is a coroutine, and nobody awaits it."""
from gel.base_client import BasePoolImpl


async def query(impl: BasePoolImpl, context):
    conn = await impl.acquire()  # step: acquired
    try:
        return await conn.raw_query(context)
    finally:
        await impl.release(conn)  # error: [POOL202] # step: released
