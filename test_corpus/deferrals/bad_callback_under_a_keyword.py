"""What stands under `on_completed` is called when the registration is over: the object has gone back by then."""


def accept(future_pool, channels, connection):
    future = future_pool.acquire()  # step: acquired
    channels.register(connection, on_completed=lambda key: future.resolve(key))  # step: deferred, used
    future_pool.release(future)  # error: [POOL102]  # step: released
