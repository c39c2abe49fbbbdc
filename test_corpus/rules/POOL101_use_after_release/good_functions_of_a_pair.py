"""The page is read before it goes back."""

from app.memory import alloc_page, free_page


def copy(source):
    page = alloc_page()
    page.write(source)
    content = page.read()
    free_page(page)
    return content
