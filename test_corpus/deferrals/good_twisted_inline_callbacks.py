"""In `inlineCallbacks` a `yield` waits: the callback has run."""
from twisted.internet import defer


@defer.inlineCallbacks
def load(pool, client, url):
    session = yield pool.acquire()
    answer = client.get(url)
    answer.addCallback(session.store)
    yield answer
    pool.release(session)
