async def send_all(db, ids):
    for one in ids:
        await db.execute("select", one)  # step: used
