"""The timer is cancelled."""
from nicegui import ui


def page(pool):
    sensor = pool.acquire()
    timer = ui.timer(1.0, sensor.poll)
    ui.label(sensor.name)
    timer.cancel()
    pool.release(sensor)
