"""The coroutine of the release is awaited a line later."""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncpg


async def ping(pool: asyncpg.Pool):
    conn = await pool.acquire()
    await conn.execute("select 1")
    done = pool.release(conn)
    await done
    return True
