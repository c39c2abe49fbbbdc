"""The clean-up takes a connection of its own."""


async def start(app, pool):
    conn = await pool.acquire()

    async def say_goodbye(app):
        async with pool.acquire() as other:
            await other.execute("insert into log values ('stopped')")

    app.on_cleanup.append(say_goodbye)
    await conn.execute("insert into log values ('started')")
    await pool.release(conn)
