"""Without `stream=True` the response has been read when it is returned."""
# select: POOL106
import httpx


def report(url, token):
    with httpx.Client(headers={"Authorization": token}) as client:
        request = client.build_request("GET", url)
        response = client.send(request)
        return response


def text(url):
    with httpx.Client() as client:
        with client.send(client.build_request("GET", url), stream=True) as response:
            return response.read()
