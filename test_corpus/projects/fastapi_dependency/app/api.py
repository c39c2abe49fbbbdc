"""The lender of the session and the name of the annotation stand in other files."""

from fastapi import APIRouter, BackgroundTasks

from app.deps import DB
from app.mail import send_all

router = APIRouter()


@router.post("/mail")
async def mail(ids: list[int], db: DB, tasks: BackgroundTasks):
    tasks.add_task(send_all, db, ids)  # error: [POOL104] "while a background task still holds it"
    return {"n": len(ids)}
