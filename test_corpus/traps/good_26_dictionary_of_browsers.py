"""Popping from a dictionary and closing what came out ends a browser; it acquires none."""


async def kill(hot_pool, signature, log):
    browser = hot_pool.pop(signature, None)
    if browser is None:
        return False
    await browser.close()
    log.info("killed %s, now %s", signature, browser.state())
    return True
