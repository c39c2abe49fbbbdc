"""The inner block lends the outer block's connection once more; only the outermost gives it back."""


def copy(pool, source, target):
    with pool.connection() as conn:
        rows = conn.read(source)
        with pool.connection() as same:
            same.write(target, rows)
        conn.mark(source)
