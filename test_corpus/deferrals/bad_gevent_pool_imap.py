"""Who iterates over the answers asks a connection that went back."""
from gevent.pool import Pool


def fetch(pool, urls):
    conn = pool.getconn()  # step: acquired
    answers = Pool(4).imap(conn.load, urls)  # step: deferred
    pool.putconn(conn)  # error: [POOL104] # step: released
    return answers
