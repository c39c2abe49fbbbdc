"""The driver ends with its block, and with it the browser that it launched, and what that has opened."""
# select: POOL106

from playwright.sync_api import sync_playwright


def cookies(url):
    with sync_playwright() as driver:  # step: acquired, released
        browser = driver.chromium.launch()
        context = browser.new_context()
    return context.cookies()  # error: [POOL106]  # step: used
