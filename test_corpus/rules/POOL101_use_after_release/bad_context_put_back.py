"""The handlers get a context that belongs to the pool again."""


def leave(context_pool, context, handlers):
    context_pool.put(context)  # error: [POOL101] "`context`"  # step: released
    for handler in handlers:
        handler(context)  # step: used
