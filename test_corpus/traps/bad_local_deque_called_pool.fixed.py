"""A deque from outside that is called a pool does lend: the buffer is cleared after it went back."""


def render(buffer_pool, page):
    buf = buffer_pool.popleft()
    page.write_to(buf)
    buf.clear()  # step: used
    buffer_pool.append(buf)  # error: [POOL101] # step: released
