"""`alloc_page` and `free_page` are a pair by their names: what the one gave has gone back through the other."""

from app.memory import alloc_page, free_page


def copy(source):
    page = alloc_page()  # step: acquired
    page.write(source)
    free_page(page)  # error: [POOL101] "`page`"  # step: released
    return page.read()  # step: used
