"""The query comes first."""
from dbutils.pooled_pg import PooledPg


def count(db: PooledPg):
    conn = db.connection()
    rows = conn.query("select count(*) from t")
    conn.close()
    return rows
