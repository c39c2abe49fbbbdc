"""The pool is asked before the transaction begins and after it has been committed."""
# select: POOL401


async def move(db, item, place):
    conn = await db.acquire()
    try:
        known = await db.fetchval("select count(*) from places where item = $1", item)
        tr = conn.transaction()
        await tr.start()
        await conn.execute("insert into places values ($1, $2)", item, place)
        await tr.commit()
        await db.execute("insert into log values ($1, $2)", item, known)
    finally:
        await db.release(conn)
