"""What was closed is asked again as it is."""
from dbutils.pooled_pg import PooledPg

pool = PooledPg(1)


def twice(query):
    db = pool.connection()  # step: acquired
    rows = db.query(query)
    db.close()  # error: [POOL101]  # step: released
    return rows, db.query(query)  # step: used
