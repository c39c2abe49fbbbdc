"""It is put back when the picture is taken."""
import queue

browser_pool = queue.Queue()


def shoot(url):
    browser = browser_pool.get()
    browser.open(url)
    picture = browser.screenshot()
    browser_pool.put(browser)
    return picture
