"""A request is captured once, and saved and released in each turn of a loop."""

from picamera2 import Picamera2

camera = Picamera2()


def run(keys, path):
    request = camera.capture_request()  # step: acquired
    for key in keys:
        if key == "p":
            request.save("main", path)  # step: used
            request.release()  # error: [POOL101] # step: released
