"""The reminder runs in an hour and reads a draft that went back."""
async def remind(update, context, pool):
    draft = pool.acquire()  # step: acquired
    draft.load(update.message)

    async def send(context):
        await context.bot.send_message(draft.chat, draft.text)  # step: used

    context.job_queue.run_once(send, 3600)  # step: deferred
    pool.release(draft)  # error: [POOL102] # step: released
