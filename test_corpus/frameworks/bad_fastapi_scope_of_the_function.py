"""`scope="function"` closes the session before the response is sent, in every version that has it."""
# runtime: skip the framework that calls the handler is not run
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
    for name in db.scalars("select name from users"):  # step: used
        yield name + "\n"


@router.get("/users")
def users(db=Depends(get_db, scope="function")):  # step: released
    return StreamingResponse(lines(db))  # error: [POOL102] "before a lazy value"  # step: deferred, escaped
