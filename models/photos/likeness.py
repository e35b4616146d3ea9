"""Tells whether two photographs are one and the same picture, sent twice."""

import numpy as np
from PIL import Image
from scipy import fft

ACROSS = 128  # pixels of the square that is compared
WAVES = 32  # in each direction; enough to tell two pages of one form apart
DIFFERENT = 0.13  # share of the waves that may point the other way after another compression


def fingerprint(picture: Image.Image) -> str:
    """What is left of the picture in 256 hexadecimal digits: the sign of each of its waves.

    A perceptual hash: nobody can see the picture in it.
    """
    grey = picture.convert("L").resize((ACROSS, ACROSS), Image.Resampling.BOX)
    waves = fft.dctn(np.asarray(grey, np.float32), norm="ortho")[:WAVES, :WAVES].ravel()
    return np.packbits(waves > 0).tobytes().hex()


def same(one: str, other: str) -> bool:
    """Whether two fingerprints are those of one picture."""
    if len(one) != len(other):
        return False
    apart = (int(one, 16) ^ int(other, 16)).bit_count()
    return apart <= DIFFERENT * 4 * len(one)
