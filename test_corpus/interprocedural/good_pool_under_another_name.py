"""The same helper as the last thing; and a helper that is given a stock, not the pool."""
# runtime: plain stock


def put_away(*, source, target):
    source.release(target)


def label(stock, target):
    stock.release(target)


def count(pool, stock):
    conn = pool.acquire()
    total = conn.count()
    label(stock, conn)
    total += conn.count()
    put_away(source=pool, target=conn)
    return total
