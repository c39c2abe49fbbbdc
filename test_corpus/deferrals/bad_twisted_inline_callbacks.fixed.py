"""The Deferred is yielded after the release."""
from twisted.internet import defer


@defer.inlineCallbacks
def load(pool, client, url):
    session = yield pool.acquire()  # step: acquired
    answer = client.get(url)
    answer.addCallback(session.store)  # step: deferred
    try:
        yield answer
    finally:
        pool.release(session)  # error: [POOL102] # step: released
