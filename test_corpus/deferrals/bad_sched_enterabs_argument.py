"""The event gets the lamp as its argument, and the scheduler is somebody else's to run."""
import sched


def later(pool, scheduler: sched.scheduler, switch, when):
    lamp = pool.acquire()  # step: acquired
    scheduler.enterabs(when, 1, switch, argument=(lamp,))  # step: deferred
    pool.release(lamp)  # error: [POOL102] # step: released
