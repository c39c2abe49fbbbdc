"""The rows are copied out of the pooled buffer before it is handed back."""


def names(row_pool, cursor):
    rows = row_pool.acquire()
    cursor.fetch_into(rows)
    result = []
    for row in rows:
        result.append(row["name"])
    row_pool.release(rows)
    return result
