"""The test awaits a query on the connection that its block has returned."""
# filename: tests/test_pool.py


async def test_query(pool):
    async with pool.acquire() as conn:  # step: acquired, released
        await conn.execute("select 1")  # error: [POOL101] # step: used
