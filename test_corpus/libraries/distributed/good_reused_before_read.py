"""The object is the second argument of `reuse`, and it has been read."""
from distributed.core import ConnectionPool


async def ask(rpc: ConnectionPool, address, question):
    comm = await rpc.connect(address)
    await comm.write(question)
    answer = await comm.read()
    rpc.reuse(address, comm)
    return answer
