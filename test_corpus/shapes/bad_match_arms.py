"""One arm releases and falls out of the `match`, to the reply that all arms share."""


def handle(pool, command):
    session = pool.acquire()  # step: acquired
    match command:
        case {"kind": "quit"}:
            pool.release(session)  # error: [POOL101] # step: released
            answer = "bye"
        case {"kind": "get", "key": key}:
            answer = session.get(key)
        case _:
            answer = "what?"
    session.reply(answer)  # step: used
    return answer
