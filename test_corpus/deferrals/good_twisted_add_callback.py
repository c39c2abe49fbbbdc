"""The last callback gives the session back."""
def load(pool, client, url):
    session = pool.acquire()
    answer = client.get(url)
    answer.addCallback(session.store)
    answer.addBoth(lambda result: pool.release(session))
    return answer
