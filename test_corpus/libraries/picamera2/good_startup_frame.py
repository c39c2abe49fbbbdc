"""A faulty frame is released, too."""
# select: ALL

import libcamera


def process(picam2, display):
    request = picam2.capture_request()
    if request.metadata.status != libcamera.FrameMetadata.Status.Success:
        request.release()
        return None
    try:
        return display.render_request(request)
    finally:
        request.release()
