"""The answer has been read."""
from aiosocketpool import AsyncConnectionPool


async def ask(sockets: AsyncConnectionPool, question):
    conn = await sockets.get()
    await conn.sendall(question)
    answer = await conn.recv(4096)
    conn.release()
    return answer
