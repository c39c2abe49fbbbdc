"""The task runs after the response, the session's block ends before it."""
from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import BackgroundTasks


def write_lineage(session, node):
    session.execute("update node set lineage = now()", node)  # step: used


def write_lineage_later(pool, node):
    with pool.acquire() as session:
        write_lineage(session, node)


async def update(pool, node, tasks: BackgroundTasks):
    with pool.acquire() as session:  # step: acquired, released
        session.execute("update node set seen = now()", node)
        tasks.add_task(write_lineage, session, node)  # error: [POOL104] # step: deferred
    return {"node": node}
