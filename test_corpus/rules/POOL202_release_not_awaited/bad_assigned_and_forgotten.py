"""The coroutine of the release is bound to a name that nothing ever awaits."""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncpg


async def ping(pool: asyncpg.Pool):
    conn = await pool.acquire()  # step: acquired
    await conn.execute("select 1")
    done = pool.release(conn)  # error: [POOL202] # step: released
    return True
