"""aiomysql's `release` is a plain function, so no `await` is missing; the late cursor is the fault."""
import aiomysql


async def ping(**settings):
    pool = await aiomysql.create_pool(**settings)
    conn = await pool.acquire()  # step: acquired
    try:
        await conn.ping()  # step: used
    finally:
        pool.release(conn)  # error: [POOL101] # step: released
