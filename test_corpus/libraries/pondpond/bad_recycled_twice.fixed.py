"""The pond gets the object twice, and lends it to two."""
from pond import Pond


def render(pond: Pond, scene):
    brush = pond.borrow(name="brush")  # step: acquired
    try:
        brush.use().paint(scene)
    finally:
        pond.recycle(brush, name="brush")  # error: [POOL201] # step: released
