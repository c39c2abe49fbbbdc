"""The body is a slice of the response, which serves the next request when the body is parsed."""
# select: POOL106


def quote(client, response_pool, url, parse):
    response = response_pool.acquire()  # step: acquired
    try:
        client.do(url, response)
        body = response.body()  # step: borrowed
    finally:
        response_pool.release(response)  # error: [POOL106]  # step: released
    return parse(body)  # step: used
