"""`run` ends when no event is left."""
import sched


def blink(pool, steps):
    lamp = pool.acquire()
    scheduler = sched.scheduler()
    for second in range(steps):
        scheduler.enter(second, 1, lamp.toggle)
    scheduler.run()
    pool.release(lamp)
