"""The coroutine of the release is not dropped: it is gathered with another."""
from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncpg


async def swap(pool: asyncpg.Pool, query, journal):
    conn = await pool.acquire()
    rows = await conn.fetch(query)
    await asyncio.gather(pool.release(conn), journal.write(len(rows)))
    return rows
