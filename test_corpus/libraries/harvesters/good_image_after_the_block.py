"""A copy, made inside the block."""
# select: POOL106

import numpy as np
from harvesters.core import ImageAcquirer


def grab(acquirer: ImageAcquirer, show):
    with acquirer.fetch() as buffer:
        component = buffer.payload.components[0]
        image = np.frombuffer(component.data, np.uint8).copy()
    show(image)
