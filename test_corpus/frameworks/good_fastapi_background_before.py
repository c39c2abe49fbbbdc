"""From FastAPI 0.118 on the connection goes back after the response and its background tasks."""
# config: versions = { fastapi = ">=0.118" }
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
    conn.execute("refresh materialized view totals")


@router.post("/totals")
def totals(conn: Conn, tasks: BackgroundTasks):
    tasks.add_task(refresh, conn)
    return {}
