"""The clean-up runs when the application stops, long after the connection has gone back."""


async def start(app, pool):
    conn = await pool.acquire()  # step: acquired

    async def say_goodbye(app):
        await conn.execute("insert into log values ('stopped')")  # step: used

    app.on_cleanup.append(say_goodbye)  # step: deferred
    await conn.execute("insert into log values ('started')")
    await pool.release(conn)  # error: [POOL102] "before a callback"  # step: released
