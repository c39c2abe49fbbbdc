"""Background tasks run after the response was sent, and the session is released before that."""


def reindex(session, node):
    session.execute("select reindex(:node)", node)


def update(pool, node, background_tasks):
    session = pool.acquire()  # step: acquired
    session.execute("update node set updated = now() where id = :node", node)
    background_tasks.add_task(reindex, session, node)  # step: deferred
    pool.release(session)  # error: [POOL104] # step: released
