"""The driver ends with its block, and with it the browser that it launched."""
# select: POOL106
# runtime: skip what an awaited call on a part gives is not recorded

from playwright.async_api import async_playwright


async def cookies(url):
    async with async_playwright() as driver:  # step: acquired, released
        browser = await driver.chromium.launch()
    return await browser.new_context()  # error: [POOL106]  # step: escaped
