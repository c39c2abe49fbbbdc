"""What `get_db` of another module lends is taken back when the request is over, whatever the task still does."""
# runtime: skip the framework that calls the handler is not run

import asyncio

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from app.db import get_db
from app.work import report

router = APIRouter()


@router.post("/reports")
async def start(number: int, db: Session = Depends(get_db)):  # step: released
    task = asyncio.create_task(report(db, number))  # error: [POOL104]  # step: deferred
    await asyncio.wait([task])
    return {"number": number}
