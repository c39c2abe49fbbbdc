"""The block of a pool ends, and the insert after it goes through a connection that was given back."""


def main(pool):
    with pool.get_connection() as conn:  # step: acquired, released
        conn.execute("insert into t values (1)")
        conn.execute("insert into t values (2)")  # error: [POOL101] # step: used
