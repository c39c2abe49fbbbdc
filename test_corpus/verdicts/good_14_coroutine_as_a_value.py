"""The coroutine is awaited in the block."""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncpg


async def rows(pool: asyncpg.Pool, query):
    async with pool.acquire() as conn:
        result = conn.fetch(query)
        return await result
