"""The screenshot comes first."""
from object_pool import Pool


def render(browsers: Pool, url):
    pack = browsers.borrow()
    page = pack.object.open(url)
    picture = pack.object.screenshot()
    pack.close()
    return page, picture
