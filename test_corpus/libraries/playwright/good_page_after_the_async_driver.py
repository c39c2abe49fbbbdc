"""It is asked in the block."""
# select: POOL106

from playwright.async_api import async_playwright


async def cookies(url):
    async with async_playwright() as driver:
        browser = await driver.chromium.launch()
        context = await browser.new_context()
        return str(context.title)
