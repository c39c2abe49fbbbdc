"""A call of a name with a capital makes something new: it takes nothing out of what it is called on."""


def run(pool, work):
    with pool.Connection(2) as conn:
        conn.send(work)
    conn.send(None)
