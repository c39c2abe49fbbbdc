"""The query is sent to a wrapper that has no connection any more."""
from dbutils.pooled_pg import PooledPg


def count(db: PooledPg):
    conn = db.connection()  # step: acquired
    conn.close()  # error: [POOL101] # step: released
    return conn.query("select count(*) from t")  # step: used
