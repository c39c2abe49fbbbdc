"""The list waits for all answers."""
from gevent.pool import Pool


def fetch(pool, urls):
    conn = pool.getconn()
    answers = list(Pool(4).imap(conn.load, urls))
    pool.putconn(conn)
    return answers
