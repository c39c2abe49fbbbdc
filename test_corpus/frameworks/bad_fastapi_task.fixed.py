"""In every version of FastAPI the session is closed when the request is over, and nobody waits for the task."""
# runtime: skip the framework that calls the handler is not run
import asyncio

from fastapi import APIRouter, Depends
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

router = APIRouter()
sessions = async_sessionmaker()


async def get_session():
    async with sessions() as session:
        yield session


async def write_audit(session, user):
    await session.execute("insert into audit values (:user)", {"user": user})  # step: used
    await session.commit()


@router.post("/users/{user}")
async def update(user: int, session: AsyncSession = Depends(get_session)):  # step: released
    await session.execute("update users set seen = now()")
    task = asyncio.create_task(write_audit(session, user))  # error: [POOL104] "while a task still holds it"  # step: deferred
    await asyncio.wait([task])
    return {"user": user}
