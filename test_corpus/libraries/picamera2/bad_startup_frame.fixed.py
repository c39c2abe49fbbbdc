"""A frame that the camera marks as faulty is dropped with its buffers."""
# select: ALL

import libcamera


def process(picam2, display):
    request = picam2.capture_request()  # error: [POOL301]  # step: acquired
    if request.metadata.status != libcamera.FrameMetadata.Status.Success:
        request.release()
        return None  # step: left
    try:
        return display.render_request(request)
    finally:
        request.release()  # step: released
