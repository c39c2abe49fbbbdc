"""asyncpg's `release` is a coroutine: without `await` the connection never goes back."""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncpg


async def count(pool: asyncpg.Pool, table):
    conn = await pool.acquire()  # step: acquired
    try:
        return await conn.fetchval(f"select count(*) from {table}")
    finally:
        await pool.release(conn)  # error: [POOL202] "`conn`" # step: released
