"""The reminder keeps the text."""
async def remind(update, context, pool):
    draft = pool.acquire()
    draft.load(update.message)
    chat, text = draft.chat, draft.text

    async def send(context):
        await context.bot.send_message(chat, text)

    context.job_queue.run_once(send, 3600)
    pool.release(draft)
