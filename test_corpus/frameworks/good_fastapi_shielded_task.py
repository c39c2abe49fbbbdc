"""A wait that isn't shielded takes the task along; a shielded task may have a session of its own."""
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


async def look_up_alone(area):
    async with Session.acquire() as session:
        return await look_up(session, area)


@router.post("/areas")
async def find(area: str, session=Depends(get_session)):
    task = asyncio.create_task(look_up(session, area))
    return await task


@router.post("/alone")
async def find_alone(area: str):
    task = asyncio.create_task(look_up_alone(area))
    return await asyncio.shield(task)
