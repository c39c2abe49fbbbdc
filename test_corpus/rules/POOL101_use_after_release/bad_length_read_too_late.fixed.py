"""The length of a pooled list is read after it was freed, when it may be another request's length."""


def tokenize(list_pool, text):
    tokens = list_pool.borrow()  # step: acquired
    tokens.extend(text.split())
    try:
        return len(tokens)  # step: used
    finally:
        list_pool.return_list(tokens)  # error: [POOL101] # step: released
