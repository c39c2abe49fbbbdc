"""The helper starts a task on the connection and waits for it."""
import asyncio


async def index(conn, name):
    await conn.index(name)


async def spawn(conn, name):
    task = asyncio.create_task(index(conn, name))
    await task


async def rebuild(pool, name):
    conn = await pool.acquire()
    await spawn(conn, name)
    await pool.release(conn)
