"""The block has closed the response: reading lines raises StreamClosed."""
# runtime: skip the client is lent as well, and what it gives is not for the oracle
import httpx


def lines(url):
    with httpx.Client() as client:
        with client.stream("GET", url) as response:  # step: acquired, released
            response.raise_for_status()
            return list(response.iter_lines())  # error: [POOL101] # step: used
