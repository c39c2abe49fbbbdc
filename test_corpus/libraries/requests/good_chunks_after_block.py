"""The chunks are joined inside the block."""
# select: POOL1
import requests


def download(url):
    with requests.get(url, stream=True) as response:
        return b"".join(response.iter_content(8192))
