"""Without one the frame is plain data, also where None says so; another connection has nothing to do with it."""
# select: POOL106

import pandas as pd


def totals(pool, query):
    with pool.acquire() as conn:
        frame = pd.read_sql(query, conn, chunksize=None)
    return frame.total.sum()


def copied(pool, query):
    with pool.acquire() as conn:
        frames = list(pd.read_sql(query, conn, chunksize=1000))
    return [frame.total.sum() for frame in frames]


def elsewhere(pool, query, mine):
    with pool.acquire() as conn:
        conn.execute("update t set seen = true")
        frames = pd.read_sql(query, mine, chunksize=1000)
    return [frame.total.sum() for frame in frames]
