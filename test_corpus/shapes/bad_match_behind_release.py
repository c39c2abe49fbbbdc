"""The arms of a `match` write to a session that was given back above it."""


def handle(pool, mode):
    session = pool.acquire()  # step: acquired
    pool.release(session)  # error: [POOL101] # step: released
    match mode:
        case "full":
            session.label = "total"  # step: used
        case _:
            session.label = "part"
