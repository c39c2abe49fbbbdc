"""The time-out strikes when the session is another one's."""
from tornado import gen


@gen.coroutine
def ask(pool, loop, question):
    session = pool.acquire()  # step: acquired
    loop.add_timeout(loop.time() + 5, session.abort)  # step: deferred
    answer = yield session.ask(question)
    pool.release(session)  # error: [POOL102] # step: released
    return answer
