"""asyncpg's `fetch` was not awaited in the block: the query starts after the connection went back."""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncpg


async def rows(pool: asyncpg.Pool, query):
    async with pool.acquire() as conn:  # step: acquired, released
        result = conn.fetch(query)  # step: deferred
        return await result  # error: [POOL102] # step: used
