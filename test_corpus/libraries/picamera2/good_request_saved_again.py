"""Each turn captures a request of its own."""

from picamera2 import Picamera2

camera = Picamera2()


def run(keys, path):
    for key in keys:
        if key == "p":
            request = camera.capture_request()
            request.save("main", path)
            request.release()


def once(path):
    with camera.captured_request() as request:
        request.save("main", path)
