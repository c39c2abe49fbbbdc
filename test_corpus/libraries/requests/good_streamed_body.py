"""The body is written before the close."""
import requests


def download(url, target):
    response = requests.get(url, stream=True)
    response.raise_for_status()
    for chunk in response.iter_content(65536):
        target.write(chunk)
    response.close()
