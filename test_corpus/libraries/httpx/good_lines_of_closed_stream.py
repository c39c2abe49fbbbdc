"""The lines are read inside the block."""
# select: POOL1
import httpx


def events(url):
    with httpx.stream("GET", url) as response:
        lines = list(response.iter_lines())
    return [line for line in lines if line]
