"""The arms of a `match` write to a session that was given back above it."""


def handle(pool, mode):
    session = pool.acquire()  # step: acquired
    try:
        match mode:
            case "full":
                session.label = "total"  # step: used
            case _:
                session.label = "part"
    finally:
        pool.release(session)  # error: [POOL101] # step: released
