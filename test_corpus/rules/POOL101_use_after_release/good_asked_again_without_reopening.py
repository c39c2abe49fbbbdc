"""Reopened, it stands for another connection."""
from dbutils.pooled_pg import PooledPg

pool = PooledPg(1)


def twice(query):
    db = pool.connection()
    rows = db.query(query)
    db.close()
    db.reopen()
    more = db.query(query)
    db.close()
    return rows, more
