"""The mail is sent before the response is made."""
from starlette.responses import JSONResponse


async def invite(pool, address, send_mail):
    async with pool.acquire() as client:
        await client.note(address)
        await send_mail(client, address)
        return JSONResponse({"ok": True})
