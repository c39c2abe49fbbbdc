"""Fetched inside the block; behind it only the count of rows, which the cursor holds itself."""
# select: POOL1


def count(pool, log):
    with pool.connection() as conn, conn.cursor() as cur:
        cur.execute("select count(*) from users")
        found = cur.fetchone()[0]
    log.debug("%s rows", cur.rowcount)
    return found
