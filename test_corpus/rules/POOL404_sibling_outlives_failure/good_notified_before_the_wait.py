"""What only notifies is taken not to fail."""
# select: ALL

import asyncio


async def prefill(allocator, link, request):
    async with allocator.lease(request.size) as blocks:
        transfer = asyncio.create_task(link.write(blocks))
        request.notify_prefilled()
        await transfer
