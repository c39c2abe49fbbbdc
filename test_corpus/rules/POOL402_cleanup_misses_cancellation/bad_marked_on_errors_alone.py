"""A command that is cancelled between its request and its reply leaves the reply to the next one."""
# select: ALL


async def run(pool, command):
    conn = await pool.acquire()  # step: acquired
    try:
        return await command(conn)
    except Exception as error:  # step: left
        conn.reader.set_exception(error)  # step: used
        raise
    finally:
        pool.release(conn)  # error: [POOL402]  # step: released


async def ask(pool, question):
    conn = await pool.acquire()  # step: acquired
    try:
        try:
            return await conn.ask(question)
        except Exception:  # step: left
            conn.broken = True  # step: used
            raise
    finally:
        pool.release(conn)  # error: [POOL402]  # step: released
