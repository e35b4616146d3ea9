"""What papers lie on: wood, stone, cloth and plain boards, light and dark."""

import numpy as np
from scipy import ndimage

Pixels = np.ndarray
TABLES = ("wood", "dark wood", "stone", "cloth", "checks", "pale board", "mat", "steel")
COLOURS = {
    "wood": (150, 108, 70),
    "dark wood": (70, 48, 36),
    "stone": (120, 118, 114),
    "cloth": (110, 40, 52),
    "checks": (170, 120, 110),
    "pale board": (196, 188, 172),
    "mat": (46, 96, 70),
    "steel": (148, 152, 158),
}


def table(name: str, height: int, width: int, rng: np.random.Generator) -> Pixels:
    """A table seen from above, as floats of 0..255, (height, width, 3)."""
    ground = np.ones((height, width, 3), np.float32) * np.array(COLOURS[name], np.float32)
    return np.clip(ground * (1 + _relief(name, height, width, rng))[..., None], 0, 255)


def _relief(name: str, height: int, width: int, rng: np.random.Generator) -> Pixels:
    if name in ("wood", "dark wood"):
        grain = rng.normal(0, 1, (height, max(8, width // 60)))
        grain = ndimage.zoom(grain, (1, width / grain.shape[1]), order=1)[:, :width]
        return 0.09 * ndimage.gaussian_filter(grain, (2.5, 4))
    if name == "stone":
        return 0.16 * ndimage.gaussian_filter(rng.standard_normal((height, width), np.float32), 1.6)
    if name in ("cloth", "steel"):
        weave = rng.standard_normal((height, width), np.float32)
        return 0.05 * ndimage.gaussian_filter(weave, (0.5, 3 if name == "steel" else 0.8))
    if name == "checks":
        y, x = np.indices((height, width)) // max(24, width // 22)
        return np.where((x + y) % 2, 0.22, -0.18)
    return 0.02 * ndimage.gaussian_filter(rng.standard_normal((height, width), np.float32), 3)
