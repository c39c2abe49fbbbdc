"""The release is awaited."""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncpg


async def count(pool: asyncpg.Pool, table):
    conn = await pool.acquire()
    try:
        return await conn.fetchval(f"select count(*) from {table}")
    finally:
        await pool.release(conn)
