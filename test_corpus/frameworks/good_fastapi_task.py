"""The task is awaited before the request is over."""
import asyncio

from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

router = APIRouter()
sessions = async_sessionmaker()


async def get_session():
    async with sessions() as session:
        yield session


async def write_audit(session, user):
    await session.execute("insert into audit values (:user)", {"user": user})
    await session.commit()


@router.post("/users/{user}")
async def update(user: int, session: AsyncSession = Depends(get_session)):
    task = asyncio.create_task(write_audit(session, user))
    await task
    return {"user": user}
