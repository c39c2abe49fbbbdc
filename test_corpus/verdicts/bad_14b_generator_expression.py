"""The expression asks the connection for each name when the caller iterates."""


def names(pool, keys):
    with pool.connection() as conn:  # step: acquired, released
        return (conn.name(key) for key in keys)  # error: [POOL102] # step: deferred, used
