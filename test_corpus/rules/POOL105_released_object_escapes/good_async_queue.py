"""The receiver gets the bytes, the packet stays here."""
import asyncio


async def forward(pool, link, outbox: asyncio.Queue):
    packet = await pool.acquire()
    await link.receive_into(packet)
    await outbox.put(bytes(packet))
    await pool.release(packet)
