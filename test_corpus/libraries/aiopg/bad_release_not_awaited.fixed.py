"""The connection is asked once more after it went back."""
import aiopg


async def count(dsn):
    pool = await aiopg.create_pool(dsn)
    conn = await pool.acquire()  # step: acquired
    await conn.set_client_encoding("utf8")
    try:
        return await conn.get_backend_pid()  # step: used
    finally:
        pool.release(conn)  # error: [POOL101] # step: released
