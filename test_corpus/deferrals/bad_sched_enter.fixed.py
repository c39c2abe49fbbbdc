"""The events run in `run`, behind the release."""
import sched


def blink(pool, steps):
    lamp = pool.acquire()  # step: acquired
    scheduler = sched.scheduler()
    for second in range(steps):
        scheduler.enter(second, 1, lamp.toggle)  # step: deferred
    try:
        scheduler.run()
    finally:
        pool.release(lamp)  # error: [POOL102] # step: released
