"""A send may fail before the wait, and the task goes on with blocks of somebody else."""
# select: ALL

import asyncio


async def prefill(allocator, link, request):
    async with allocator.lease(request.size) as blocks:  # step: acquired, released
        transfer = asyncio.create_task(link.write(blocks))  # error: [POOL404]  # step: deferred
        request.send_prefilled()
        await transfer
