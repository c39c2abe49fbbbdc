"""The driver ends with its block: what launches a browser has nobody to ask any more."""
# select: POOL106

from playwright.async_api import async_playwright


async def cookies(url):
    async with async_playwright() as driver:  # step: acquired, released
        kind = driver.chromium
    return await kind.launch()  # error: [POOL106]  # step: escaped
