"""Whatever `server` is, a block on its `checkout` ends with the return of what was checked out."""


def kill(server, cursors):
    with server.checkout() as conn:  # step: acquired, released
        command = conn.prepare(cursors)
        conn.send(command)  # error: [POOL101] # step: used
