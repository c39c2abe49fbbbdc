"""The event is cancelled."""
import sched


def later(pool, scheduler: sched.scheduler, switch, when):
    lamp = pool.acquire()
    event = scheduler.enterabs(when, 1, switch, argument=(lamp,))
    lamp.show(when)
    scheduler.cancel(event)
    pool.release(lamp)
