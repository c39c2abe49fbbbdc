"""FastAPI 0.106 to 0.117 closes the session before background tasks run."""
# runtime: skip the framework that calls the handler is not run
# config: versions = { fastapi = "==0.115.*" }
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends
from psycopg_pool import ConnectionPool

router = APIRouter()
pool = ConnectionPool("postgres://db")


def get_conn():
    with pool.connection() as conn:
        yield conn


Conn = Annotated[object, Depends(get_conn)]


def refresh(conn):
    conn.execute("refresh materialized view totals")  # step: used


@router.post("/totals")
def totals(conn: Conn, tasks: BackgroundTasks):  # step: released
    tasks.add_task(refresh, conn)  # error: [POOL104] "while a background task still holds it"  # step: deferred
    return {}
