"""The background task takes a session of its own."""


def reindex(session, node):
    session.execute("select reindex(:node)", node)


def reindex_later(pool, node):
    with pool.acquire() as session:
        reindex(session, node)


def update(pool, node, background_tasks):
    session = pool.acquire()
    session.execute("update node set updated = now() where id = :node", node)
    background_tasks.add_task(reindex_later, pool, node)
    pool.release(session)
