"""The buffer is queued again at the end of the block: the camera writes the next frame into the image."""
# select: POOL106

import numpy as np
from harvesters.core import ImageAcquirer


def grab(acquirer: ImageAcquirer, show):
    with acquirer.fetch() as buffer:  # step: acquired, released
        component = buffer.payload.components[0]
        image = np.frombuffer(component.data, np.uint8)
    show(image)  # error: [POOL106]  # step: used
