"""The name is bound to another connection in every turn, and once more by a block after the loop."""


async def log_all(pool, records):
    for record in records:
        conn = await pool.acquire()
        await conn.write(record)
        await pool.release(conn)
    async with pool.acquire() as conn:
        await conn.write("end")
