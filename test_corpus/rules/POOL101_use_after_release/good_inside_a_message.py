"""A record of the connection in a log or a list is no use of it."""

import logging

logger = logging.getLogger(__name__)


def report(pool):
    seen = []
    conn = pool.acquire()
    pool.release(conn)
    logger.info("ready", {"conn": conn})
    seen.append({"kind": "ready", "conn": conn})
    return len(seen)
