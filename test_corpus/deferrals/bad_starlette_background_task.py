"""The response carries a background task that mails through a client which went back."""
from starlette.background import BackgroundTask
from starlette.responses import JSONResponse


async def invite(pool, address, send_mail):
    async with pool.acquire() as client:  # step: acquired, released
        await client.note(address)
        task = BackgroundTask(send_mail, client, address)  # error: [POOL104] # step: deferred
        return JSONResponse({"ok": True}, background=task)
