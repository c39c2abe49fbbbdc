"""Helpers that hand their argument to a task, or only use it."""

import asyncio

running = set()


async def stream(conn, out):
    async for row in conn.cursor("select 1"):
        out.append(row)


def start(conn, out):
    task = asyncio.create_task(stream(conn, out))
    running.add(task)


async def count(conn):
    return await conn.fetchval("select count(*) from t")
