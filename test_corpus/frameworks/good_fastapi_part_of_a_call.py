"""A dependency that gets the session is no handler: it ends long before the session is closed."""
from fastapi import APIRouter, Depends
from sqlalchemy.orm import sessionmaker

router = APIRouter()
Session = sessionmaker()


def get_db():
    db = Session()
    try:
        yield db
    finally:
        db.close()


def names(db=Depends(get_db)):
    return (name for name in db.scalars("select name from users"))


@router.get("/users")
def users(found=Depends(names)):
    return list(found)
