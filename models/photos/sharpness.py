"""How sharp a photograph is: the width of its edges, across and down."""

import numpy as np
from scipy import ndimage

from models.photos.light import Grey

RUN = 32  # pixels in which an edge must rise
STRONGEST = 0.03  # share of the runs that are looked at: those with the most contrast
LEAST = 24.0  # grey levels; anything weaker may be noise
ALONG = 7  # pixels along the edge over which noise is averaged away
FEW = 40  # runs; a picture with fewer edges tells nothing
# The slope of a step of height 1 blurred by sigma pixels is 1 / (sigma * sqrt(2 pi)).
STEP = 2.507


def blur(grey: Grey) -> float:
    """The blur in pixels (standard deviation) of the direction that has more of it; 0: no edges.

    A lens out of focus widens all edges, a moving hand only those across its way.
    """
    across = _width(ndimage.uniform_filter1d(grey, ALONG, axis=0))
    down = _width(ndimage.uniform_filter1d(grey, ALONG, axis=1).T)
    return max(across, down)


def _width(grey: Grey) -> float:
    """Typical width of the steps along the rows."""
    rows, columns = grey.shape[0], grey.shape[1] // RUN * RUN
    runs = grey[:, :columns].reshape(rows, -1, RUN)
    contrast = np.ptp(runs, axis=2).ravel()
    slope = np.abs(np.diff(runs, axis=2)).max(axis=2).ravel()
    strong = contrast >= max(LEAST, float(np.quantile(contrast, 1 - STRONGEST)))
    if strong.sum() < FEW:
        return 0.0
    return float(np.quantile(contrast[strong] / slope[strong], 0.3)) / STEP
