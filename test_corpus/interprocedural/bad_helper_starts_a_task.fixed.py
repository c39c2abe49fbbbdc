"""The helper starts a task on the connection and returns without it."""
import asyncio


async def index(conn, name):
    await conn.index(name)


async def spawn(conn, name):
    task = asyncio.create_task(index(conn, name))
    task.set_name(name)


async def rebuild(pool, name):
    conn = await pool.acquire()  # step: acquired
    task = await spawn(conn, name)
    await asyncio.wait([task])
    await pool.release(conn)  # error: [POOL104] # step: released
