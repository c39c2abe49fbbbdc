"""The length is read while the list is still ours."""


def tokenize(list_pool, text):
    tokens = list_pool.borrow()
    tokens.extend(text.split())
    count = len(tokens)
    list_pool.return_list(tokens)
    return count
