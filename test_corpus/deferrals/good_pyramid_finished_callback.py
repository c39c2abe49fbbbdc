"""The callback gives the session back."""
def view(request, pool):
    session = pool.acquire()
    request.add_finished_callback(lambda request: pool.release(session))
    return session.page()
