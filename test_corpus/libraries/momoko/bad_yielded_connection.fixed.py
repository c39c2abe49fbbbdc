"""The connection is in the pool again when its cursor is yielded."""
import momoko
from tornado import gen


@gen.coroutine
def names(db: momoko.Pool):
    connection = yield db.getconn()  # step: acquired
    try:
        cursor = yield connection.execute("select name from t")  # step: used
    finally:
        db.putconn(connection)  # error: [POOL101] # step: released
    return cursor.fetchall()
