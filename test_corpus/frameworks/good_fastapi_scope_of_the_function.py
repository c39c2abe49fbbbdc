"""Since 0.118 the response is sent before the session is closed."""
# config: versions = { fastapi = "==0.120.0" }
from fastapi import APIRouter, Depends
from fastapi.responses import StreamingResponse
from sqlalchemy.orm import sessionmaker

router = APIRouter()
Session = sessionmaker()


def get_db():
    db = Session()
    try:
        yield db
    finally:
        db.close()


def lines(db):
    for name in db.scalars("select name from users"):
        yield name + "\n"


@router.get("/users")
def users(db=Depends(get_db)):
    return StreamingResponse(lines(db))
