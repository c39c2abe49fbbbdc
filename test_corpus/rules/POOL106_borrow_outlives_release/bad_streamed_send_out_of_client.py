"""What `send` gives with `stream=True` is read through the client, which its block closes."""
# select: POOL106
import httpx


def report(url, token):
    with httpx.Client(headers={"Authorization": token}) as client:  # step: acquired, released
        request = client.build_request("GET", url)
        response = client.send(request, stream=True)  # step: borrowed
        return response  # error: [POOL106]  # step: escaped
