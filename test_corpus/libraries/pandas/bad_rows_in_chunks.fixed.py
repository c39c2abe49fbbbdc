"""With a size of chunks, pandas reads through the connection whenever the next frame is asked for."""
# select: POOL106

import pandas as pd


def totals(pool, query):
    with pool.acquire() as conn:  # step: acquired, released
        frames = pd.read_sql(query, conn, chunksize=1000)  # step: borrowed
        return [frame.total.sum() for frame in frames]  # error: [POOL106]  # step: used
