"""The pack is closed, and its object lent again."""
from object_pool import Pool


def render(browsers: Pool, url):
    pack = browsers.borrow()  # step: acquired
    page = pack.object.open(url)
    try:
        return page, pack.object.screenshot()  # step: used
    finally:
        pack.close()  # error: [POOL101] # step: released
