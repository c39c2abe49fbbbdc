"""Both take a session of their own."""
def load(pool, client, url):
    def store(page):
        session = pool.acquire()
        session.store(page)
        pool.release(session)

    answer = client.get(url)
    answer.addCallbacks(store, print)
    return answer
