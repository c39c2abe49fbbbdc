"""The callback of the request runs after the view."""
def view(request, pool):
    session = pool.acquire()  # step: acquired
    request.add_finished_callback(lambda request: session.log(request.path))  # step: deferred, used
    page = session.page()
    pool.release(session)  # error: [POOL102] # step: released
    return page
