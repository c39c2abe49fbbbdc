"""The asynchronous pool's `putconn` is awaited."""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psycopg_pool import AsyncConnectionPool


async def touch(pool: AsyncConnectionPool, key):
    conn = await pool.getconn()
    await conn.execute("update item set seen = now() where id = %s", (key,))
    await pool.putconn(conn)
