"""What a method of a pool gives a block goes back when the block ends."""


def run(pool, work):
    with pool.connection(2) as conn:  # step: acquired, released
        conn.send(work)
        conn.send(None)  # error: [POOL101] # step: used
