"""The arms of a `match` write to a session that is given back below it."""


def handle(pool, mode):
    session = pool.acquire()
    try:
        match mode:
            case "full":
                session.label = "total"
            case _:
                session.label = "part"
    finally:
        pool.release(session)
