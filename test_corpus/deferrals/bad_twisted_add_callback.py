"""The Deferred fires later, and its callback stores to a session that went back."""
def load(pool, client, url):
    session = pool.acquire()  # step: acquired
    answer = client.get(url)
    answer.addCallback(session.store)  # step: deferred
    pool.release(session)  # error: [POOL102] # step: released
    return answer
