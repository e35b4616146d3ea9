"""Where the paper lies in a photograph, and whether the frame cuts it off."""

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw
from scipy import ndimage
from scipy.spatial import ConvexHull, QhullError

from models.photos.light import Grey, Mask

Colour: TypeAlias = NDArray[np.float32]  # (height, width, 3), 0..255

INK = 9  # pixels of a small picture (320 across) that the widest stroke of writing takes
STEEP = 4.0  # grey levels a pixel: steeper than any shadow, flatter than the edge of a paper
TOUCHED = 0.08  # share of a side along which a paper must run to be cut off there
FULL = 0.9  # share of each side that a paper without any table around it takes
WRITTEN = 0.012  # share of such a side that writing crosses
STROKE = 0.25  # by which share ink is darker than its paper


def without_ink(grey: Grey) -> Grey:
    """The bare ground under the writing."""
    return np.asarray(ndimage.grey_closing(grey, INK), np.float32)


def paper(small: Colour) -> Mask:
    """Where the thing in the middle lies: all that no edge divides from it, without holes."""
    tint = ndimage.gaussian_filter(small[..., 0] - small[..., 2], 2)
    steep = ndimage.gaussian_gradient_magnitude(without_ink(small.mean(axis=2)), 1.2)
    steep = np.maximum(steep, ndimage.gaussian_gradient_magnitude(tint, 1.0))
    parts, _ = ndimage.label(steep < STEEP)
    rows, columns = (edge // 4 for edge in parts.shape)
    middle = parts[rows : parts.shape[0] - rows, columns : parts.shape[1] - columns]
    sizes = np.bincount(middle.ravel())
    sizes[0] = 0
    found = (parts == sizes.argmax()) & (parts > 0)
    return np.asarray(ndimage.binary_fill_holes(ndimage.binary_dilation(found, iterations=2)))


def unbitten(where: Mask) -> Mask:
    """The same without the bites that a mirrored lamp or a dark picture took out of its sides."""
    rows, columns = np.nonzero(where)
    points = np.column_stack((columns, rows))
    try:
        hull = points[ConvexHull(points).vertices]
    except (QhullError, ValueError):  # nothing there, or nothing but a line
        return where
    sheet = Image.new("1", where.shape[::-1])
    ImageDraw.Draw(sheet).polygon([(int(x), int(y)) for x, y in hull], 1, 1)
    return np.asarray(sheet, np.bool_)


def cropped(small: Colour, where: Mask) -> bool:
    """Whether part of the paper lies outside the picture.

    A paper that fills the whole picture may have been scanned to its edges: then it is cut off
    only where its writing runs out of the picture.
    """
    touches = [float(side.mean()) for side in _sides(where, 1)]
    if min(touches) < FULL:
        return max(touches) >= TOUCHED
    grey = small.mean(axis=2)
    ground = without_ink(grey)
    written = ground - grey > STROKE * ground
    return max(float(side.mean()) for side in _sides(written, 2)) > WRITTEN


def _sides(picture: Mask, inset: int) -> tuple[Mask, ...]:
    """The outermost lines of a picture but for `inset` pixels: top, bottom, left, right."""
    return (picture[inset], picture[-1 - inset], picture[:, inset], picture[:, -1 - inset])
