"""The database opens another connection when it is used after `close`."""
from playhouse.pool import PooledPostgresqlDatabase

db_pool = PooledPostgresqlDatabase("app")


def count():
    db_pool.connect()
    db_pool.close()
    return db_pool.execute_sql("select count(*) from t")
