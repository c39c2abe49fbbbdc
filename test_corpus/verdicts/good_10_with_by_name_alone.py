"""What `get_connection` returns is unknown; closing it after its transaction block is the documented use."""


def main(get_connection):
    with get_connection() as conn:
        conn.execute("insert into t values (1)")
    conn.close()
