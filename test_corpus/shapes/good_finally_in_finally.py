"""Three nested `finally`: the outermost releases."""


def visit(pool, url, stats):
    page = pool.acquire()
    try:
        try:
            try:
                page.goto(url)
            finally:
                stats.visits += 1
        finally:
            page.write_log(url)
    finally:
        pool.release(page)
