"""The pooled row buffer is walked after it was handed back, while another query fills it."""


def names(row_pool, cursor):
    rows = row_pool.acquire()  # step: acquired
    cursor.fetch_into(rows)
    result = []
    for row in rows:  # step: used
        result.append(row["name"])
    row_pool.release(rows)  # error: [POOL101] # step: released
    return result
