"""The light in a photograph: whether there was enough, and whether the paper mirrored a lamp."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

Grey: TypeAlias = NDArray[np.float32]  # 0 black to 255 white, (height, width)
Mask: TypeAlias = NDArray[np.bool_]

WHITE = 244  # grey levels from which a mirrored lamp leaves nothing to read
ABOVE = 9  # grey levels by which it outshines the paper around it
LAMP = 81  # pixels of a small picture (320 across) that no mirrored lamp is wider than
ON_PAPER = 0.2  # share of a spot that must lie on the paper
LEAST = 0.005  # share of the paper; a smaller spot hides no word
# Grey levels a pixel around the spot: paper in uneven light fades slower than a mirrored lamp.
FADES = 1.0


def brightness(grey: Grey) -> float:
    """How bright the paper is, 0..255: what the brightest fifth of the middle begins with."""
    rows, columns = grey.shape
    middle = grey[rows // 8 : rows - rows // 8, columns // 8 : columns - columns // 8]
    return float(np.quantile(middle, 0.8))


def glares(low: Grey, where: Mask) -> bool:
    """Whether a lamp is mirrored in the paper that lies at `where`.

    `low` is the darkest of the three colours at each point, without ink: a lamp is white.
    """
    inner = ndimage.binary_erosion(where, iterations=5)
    if not inner.any():
        return False
    level = float(np.median(low[inner]))
    lit = np.maximum(low, level)  # pictures on the paper and the table beside it do not count
    spots, _ = ndimage.label((lit >= WHITE) & (lit - ndimage.grey_opening(lit, LAMP) >= ABOVE))
    spot = _largest_of(spots, where)
    if spot.sum() < LEAST * where.sum():
        return False
    around = ndimage.binary_dilation(spot, iterations=5) & ~spot & inner
    slope = ndimage.gaussian_gradient_magnitude(lit, 1.5)
    return bool(around.any() and slope[around].mean() >= FADES)


def _largest_of(spots: NDArray[np.int32], where: Mask) -> Mask:
    """The largest spot that lies on the paper, even if it eats away a corner of it."""
    sizes = np.bincount(spots.ravel())
    sizes[0] = 0
    sizes[np.bincount(spots[where], minlength=len(sizes)) < ON_PAPER * sizes] = 0
    return np.asarray((spots == sizes.argmax()) & (spots > 0), np.bool_)
