"""Three nested `finally`: the middle one releases, the outermost writes the page's log."""


def visit(pool, url, stats):
    page = pool.acquire()  # step: acquired
    try:
        try:
            try:
                page.goto(url)
            finally:
                stats.visits += 1
        finally:
            pass  # error: [POOL103] # step: released
    finally:
        try:
            page.write_log(url)  # step: used
        finally:
            pool.release(page)  # error: [POOL103] # step: released
