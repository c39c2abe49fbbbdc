"""The connection that went back is broken, so that the pool has to replace it."""
# filename: tests/test_pool.py
# runtime: skip the test breaks the released connection on purpose


async def test_replaced(pool):
    async with pool.acquire() as conn:
        pass
    await conn.ensure_closed()
    async with pool.acquire() as other:
        assert other is not conn
