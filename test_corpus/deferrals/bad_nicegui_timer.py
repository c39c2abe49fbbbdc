"""The timer polls a sensor that has been given back."""
from nicegui import ui


def page(pool):
    sensor = pool.acquire()  # step: acquired
    ui.label(sensor.name)
    ui.timer(1.0, sensor.poll)  # step: deferred
    pool.release(sensor)  # error: [POOL102] # step: released
