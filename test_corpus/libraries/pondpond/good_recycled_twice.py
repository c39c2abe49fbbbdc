"""The `finally` alone recycles."""
from pond import Pond


def render(pond: Pond, scene):
    brush = pond.borrow(name="brush")
    try:
        brush.use().paint(scene)
    finally:
        pond.recycle(brush, name="brush")
