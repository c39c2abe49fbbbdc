"""One arm releases and falls out of the `match`, to the reply that all arms share."""


def handle(pool, command):
    session = pool.acquire()  # step: acquired
    try:
        match command:
            case {"kind": "quit"}:
                answer = "bye"
            case {"kind": "get", "key": key}:
                answer = session.get(key)
            case _:
                answer = "what?"
        session.reply(answer)  # step: used
    finally:
        pool.release(session)  # error: [POOL101] # step: released
    return answer
