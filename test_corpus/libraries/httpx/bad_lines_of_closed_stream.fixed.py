"""The lines are asked for behind the block that read them from the network."""
# select: POOL1
import httpx


def events(url):
    with httpx.stream("GET", url) as response:  # step: acquired, released
        lines = response.iter_lines()  # step: borrowed
        return [line for line in lines if line]  # error: [POOL106]  # step: used
