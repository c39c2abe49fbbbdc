"""The worker is in the queue again, for any thread to get."""
import queue

browser_pool = queue.Queue()


def shoot(url):
    browser = browser_pool.get()  # step: acquired
    browser.open(url)
    try:
        return browser.screenshot()  # step: used
    finally:
        browser_pool.put(browser)  # error: [POOL101] # step: released
