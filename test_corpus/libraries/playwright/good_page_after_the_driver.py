"""It is asked in the block."""
# select: POOL106

from playwright.sync_api import sync_playwright


def cookies(url):
    with sync_playwright() as driver:
        browser = driver.chromium.launch()
        context = browser.new_context()
        return str(context.cookies())
