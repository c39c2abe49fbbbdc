"""The task is waited for; another dependency may lend nothing."""

import asyncio

from fastapi import APIRouter, Depends
from sqlalchemy.orm import Session

from app.db import get_db
from app.settings import get_settings
from app.work import report

router = APIRouter()


@router.post("/reports")
async def start(number: int, db: Session = Depends(get_db)):
    await asyncio.create_task(report(db, number))
    return {"number": number}


@router.post("/plans")
async def plan(number: int, settings=Depends(get_settings)):
    asyncio.create_task(report(settings, number))
    return {"number": number}
