"""The packet is put on the channel and released before the receiving task can have run."""
import asyncio


async def forward(pool, link, outbox: asyncio.Queue):
    packet = await pool.acquire()  # step: acquired
    await link.receive_into(packet)
    await outbox.put(packet)  # step: escaped
    await pool.release(packet)  # error: [POOL105] # step: released
