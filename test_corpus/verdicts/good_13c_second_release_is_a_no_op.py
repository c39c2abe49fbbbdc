"""asyncpg ignores the second release of a connection."""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncpg


async def fetch(pool: asyncpg.Pool, query):
    conn = await pool.acquire()
    try:
        rows = await conn.fetch(query)
        await pool.release(conn)
        return rows
    finally:
        await pool.release(conn)
