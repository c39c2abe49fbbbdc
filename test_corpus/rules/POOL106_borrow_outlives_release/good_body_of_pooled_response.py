"""The body is parsed, or copied, while the response is still out."""
# select: POOL106


def quote(client, response_pool, url, parse):
    response = response_pool.acquire()
    try:
        client.do(url, response)
        return parse(response.body())
    finally:
        response_pool.release(response)


def text(client, response_pool, url):
    response = response_pool.acquire()
    try:
        client.do(url, response)
        body = bytes(response.body())
    finally:
        response_pool.release(response)
    return body.decode()
