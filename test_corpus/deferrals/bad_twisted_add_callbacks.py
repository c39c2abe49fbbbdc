"""Whichever of the two runs, it uses a session that is gone."""
def load(pool, client, url):
    session = pool.acquire()  # step: acquired
    answer = client.get(url)
    answer.addCallbacks(session.store, session.note_failure)  # step: deferred
    pool.release(session)  # error: [POOL102] # step: released
    return answer
