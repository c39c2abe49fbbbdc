"""With `stream=True` the body is still on the connection."""
import requests


def download(url, target):
    response = requests.get(url, stream=True)  # step: acquired
    response.raise_for_status()
    for chunk in response.iter_content(65536):  # step: used
        target.write(chunk)
    response.close()  # error: [POOL101] # step: released
