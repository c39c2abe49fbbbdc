"""The lines are read inside the block."""
import httpx


def lines(url):
    with httpx.Client() as client:
        with client.stream("GET", url) as response:
            response.raise_for_status()
            return list(response.iter_lines())
