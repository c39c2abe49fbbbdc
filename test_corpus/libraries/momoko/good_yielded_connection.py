"""The rows are there before `putconn`."""
import momoko
from tornado import gen


@gen.coroutine
def names(db: momoko.Pool):
    connection = yield db.getconn()
    cursor = yield connection.execute("select name from t")
    rows = cursor.fetchall()
    db.putconn(connection)
    return rows
