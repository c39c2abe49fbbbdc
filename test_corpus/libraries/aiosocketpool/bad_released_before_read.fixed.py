"""The answer is read by whoever has the socket now."""
from aiosocketpool import AsyncConnectionPool


async def ask(sockets: AsyncConnectionPool, question):
    conn = await sockets.get()  # step: acquired
    await conn.sendall(question)
    try:
        return await conn.recv(4096)  # step: used
    finally:
        conn.release()  # error: [POOL101] # step: released
