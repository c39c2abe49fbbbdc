"""The generator of chunks reads from a response whose connection went back to the session's pool."""
# select: POOL1
import requests


def download(url):
    with requests.get(url, stream=True) as response:  # step: acquired, released
        return response.iter_content(8192)  # error: [POOL106]  # step: borrowed, escaped
