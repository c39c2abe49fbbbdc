"""It is awaited."""
from gel.base_client import BasePoolImpl


async def query(impl: BasePoolImpl, context):
    conn = await impl.acquire()
    try:
        return await conn.raw_query(context)
    finally:
        await impl.release(conn)
