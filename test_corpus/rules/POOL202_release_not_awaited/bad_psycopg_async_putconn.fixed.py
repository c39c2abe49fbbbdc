"""The asynchronous pool's `putconn` was called as in the synchronous one."""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from psycopg_pool import AsyncConnectionPool


async def touch(pool: AsyncConnectionPool, key):
    conn = await pool.getconn()  # step: acquired
    await conn.execute("update item set seen = now() where id = %s", (key,))
    await pool.putconn(conn)  # error: [POOL202] # step: released
