"""When the request is cancelled the task goes on: the wait is shielded, the session is the request's."""
# select: ALL

import asyncio

from fastapi import APIRouter, Depends

from app.db import Session

router = APIRouter()


async def get_session():
    async with Session.acquire() as session:
        yield session


async def look_up(session, area):
    return await session.execute("select 1", area)


@router.post("/areas")
async def find(area: str, session=Depends(get_session)):  # step: released
    task = asyncio.create_task(look_up(session, area))  # error: [POOL404]  # step: deferred
    return await asyncio.shield(task)
