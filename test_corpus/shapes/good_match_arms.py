"""The arm that releases also returns."""


def handle(pool, command):
    session = pool.acquire()
    match command:
        case {"kind": "quit"}:
            pool.release(session)
            return "bye"
        case {"kind": "get", "key": key}:
            answer = session.get(key)
        case _:
            answer = "what?"
    session.reply(answer)
    pool.release(session)
    return answer
