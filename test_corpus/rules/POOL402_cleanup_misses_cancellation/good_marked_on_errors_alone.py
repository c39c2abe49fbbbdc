"""Whatever ends the command early marks the connection; a rollback is no mark, and a named error its own matter."""
# select: ALL


async def run(pool, command):
    conn = await pool.acquire()
    try:
        return await command(conn)
    except BaseException as error:
        conn.reader.set_exception(error)
        raise
    finally:
        pool.release(conn)


async def ask(pool, question):
    conn = await pool.acquire()
    is_clean = False
    try:
        answer = await conn.ask(question)
        is_clean = True
        return answer
    except OSError:
        await conn.rollback()
        raise
    finally:
        if not is_clean:
            conn.close()
        pool.release(conn)


async def tell(pool, message):
    conn = await pool.acquire()
    try:
        await conn.tell(message)
    except ConnectionError:
        conn.close()
        raise
    finally:
        pool.release(conn)
