"""Between `start` and `commit` a statement goes to the pool."""
# select: POOL401


async def move(db, item, place):
    conn = await db.acquire()  # step: acquired
    tr = conn.transaction()
    try:
        await tr.start()  # step: borrowed
        await conn.execute("delete from places where item = $1", item)
        await db.execute("insert into places values ($1, $2)", item, place)  # error: [POOL401]  # step: used
        await tr.commit()
    except BaseException:
        await tr.rollback()
        raise
    finally:
        await db.release(conn)
