"""The method that releases is looked up first and may be missing."""


async def analyze(manager, query):
    conn = await manager.get_connection("analysis")
    try:
        return await conn.execute(query)
    finally:
        release = getattr(manager, "release_connection", None)
        if release is not None:
            await release("analysis", conn)
