"""The comm is up for reuse before its answer has been read."""
from distributed.core import ConnectionPool


async def ask(rpc: ConnectionPool, address, question):
    comm = await rpc.connect(address)  # step: acquired
    await comm.write(question)
    try:
        return await comm.read()  # step: used
    finally:
        rpc.reuse(address, comm)  # error: [POOL101] # step: released
