"""The time-out is removed."""
from tornado import gen


@gen.coroutine
def ask(pool, loop, question):
    session = pool.acquire()
    timeout = loop.add_timeout(loop.time() + 5, session.abort)
    answer = yield session.ask(question)
    loop.remove_timeout(timeout)
    pool.release(session)
    return answer
