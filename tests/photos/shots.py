"""Takes photographs of papers: good ones, and those that are blurred, dark, and so on."""

import io
import random
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageFilter
from scipy import ndimage

from tests.photos.papers import PAPERS
from tests.photos.tables import TABLES, Pixels, table

GOOD, FAULTS = "good", ("blurred", "dark", "glare", "cropped", "small")
ACROSS = 1600.0  # pixels along the long side; lengths below are for a picture of that size


@dataclass
class Shot:
    """One photograph: what is wrong with it ("good": nothing), its JPEG, and how it was made."""

    fault: str
    jpeg: bytes
    told: dict[str, object] = field(default_factory=dict)


def shoot(fault: str, seed: int) -> Shot:
    """A photograph with this fault; the same seed draws the same picture."""
    dice, rng = random.Random(seed), np.random.default_rng(seed)
    paper = dice.choice(PAPERS)(dice)
    told: dict[str, object] = {"seed": seed, "size": paper.size}
    long = dice.choice((1108, 1280, 1478))
    size = (
        (long, round(long * 3 / 4)) if paper.width > paper.height else (round(long * 3 / 4), long)
    )
    if fault == GOOD and dice.random() < 0.12:
        told["table"] = "none"
        pixels, inside = _scanned(paper, size)
    else:
        told["table"] = dice.choice(TABLES)
        corners = _corners(paper.size, size, dice, cropped=fault == "cropped", told=told)
        pixels, inside = _laid(paper, str(told["table"]), size, corners, rng)
    pixels = _lit(pixels, dice, rng)
    if fault == "glare":
        pixels = _glare(pixels, inside, dice, rng, told)
    if fault == "dark":
        told["level"] = level = dice.uniform(0.12, 0.36)
        pixels = pixels * level
    picture = _focus(_picture(pixels), fault == "blurred", dice, told)
    noise = rng.standard_normal((picture.height, picture.width, 1), np.float32)
    picture = _picture(np.asarray(picture) + noise * dice.uniform(1.0, 5.0))
    if fault == "small":
        edge = dice.randint(240, 600)
        picture.thumbnail((edge, edge), Image.Resampling.LANCZOS)
        told["edge"] = edge
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=dice.choice((62, 75, 85, 92)))
    return Shot(fault, out.getvalue(), told)


def _scanned(paper: Image.Image, size: tuple[int, int]) -> tuple[Pixels, Pixels]:
    """As a scanning app gives it: the paper alone, to its very edges."""
    ratio = max(size) / max(paper.size)
    flat = paper.resize((round(paper.width * ratio), round(paper.height * ratio)))
    pixels = np.asarray(flat, np.float32)
    return pixels, np.ones(pixels.shape[:2], np.float32)


def _corners(
    paper: tuple[int, int],
    size: tuple[int, int],
    dice: random.Random,
    *,
    cropped: bool,
    told: dict[str, object],
) -> np.ndarray:
    """Where the paper's corners come to lie, in pixels, clockwise from the top left."""
    width, height = size
    while True:
        fill = dice.uniform(0.62, 0.95) if not cropped else dice.uniform(0.8, 1.3)
        ratio = fill * min(width / paper[0], height / paper[1])
        half = np.array([paper[0], paper[1]]) * ratio / 2
        angle = np.radians(dice.gauss(0, 4))
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        square = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
        square = square * (1 + np.array([[dice.uniform(-0.05, 0.05)] * 2 for _ in range(4)]))
        reach = 0.3 if cropped else 0.06
        shift = np.array(
            [dice.uniform(-reach, reach) * width, dice.uniform(-reach, reach) * height]
        )
        corners = square @ turn.T + np.array([width / 2, height / 2]) + shift
        margin = 0.015 * max(size)
        within = (corners.min(0) >= margin).all() and (
            corners.max(0) <= np.array(size) - margin
        ).all()
        outside = 1 - _share_inside(corners, size)
        told["outside"] = round(float(outside), 3)
        if within if not cropped else 0.08 <= outside <= 0.45:
            return corners


def _share_inside(corners: np.ndarray, size: tuple[int, int]) -> float:
    grid = np.linspace(0, 1, 40)
    u, v = np.meshgrid(grid, grid)
    top = corners[0] + (corners[1] - corners[0]) * u[..., None]
    bottom = corners[3] + (corners[2] - corners[3]) * u[..., None]
    point = top + (bottom - top) * v[..., None]
    return float(((point >= 0) & (point <= np.array(size))).all(-1).mean())


def _laid(
    paper: Image.Image,
    name: str,
    size: tuple[int, int],
    corners: np.ndarray,
    rng: np.random.Generator,
) -> tuple[Pixels, Pixels]:
    """The paper on its table, with the thin shadow it throws; and where the paper is (0..1)."""
    ground = table(name, size[1], size[0], rng)
    way = _perspective(corners, paper.size)
    flat = paper.transform(size, Image.Transform.PERSPECTIVE, way, Image.Resampling.BICUBIC)
    white = Image.new("L", paper.size, 255)
    mask = white.transform(size, Image.Transform.PERSPECTIVE, way, Image.Resampling.BILINEAR)
    inside = np.asarray(mask, np.float32)[..., None] / 255
    throw = ndimage.shift(ndimage.gaussian_filter(inside[..., 0], 5), (4, 3))[..., None]
    ground = ground * (1 - 0.35 * throw)
    return ground * (1 - inside) + np.asarray(flat, np.float32) * inside, inside[..., 0]


def _perspective(corners: np.ndarray, paper: tuple[int, int]) -> list[float]:
    """Pillow's eight numbers: from a point of the photograph to one of the paper."""
    width, height = paper
    rows, goal = [], []
    for (x, y), (u, v) in zip(
        corners, ((0, 0), (width, 0), (width, height), (0, height)), strict=True
    ):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        goal += [u, v]
    return [float(n) for n in np.linalg.solve(np.array(rows), np.array(goal))]


def _lit(pixels: Pixels, dice: random.Random, rng: np.random.Generator) -> Pixels:
    """A room's light: brighter on one side, sometimes with the soft shadow of a hand."""
    height, width = pixels.shape[:2]
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = rng.uniform(0, 2 * np.pi)
    along = (np.cos(angle) * (x / width - 0.5) + np.sin(angle) * (y / height - 0.5)) * 2
    light = 1 - dice.uniform(0, 0.18) * (along + 1) / 2
    if dice.random() < 0.4:
        cx, cy = rng.uniform(0, width), rng.uniform(0.6, 1.1) * height
        far = np.hypot(x - cx, y - cy) / max(height, width)
        light = light * (1 - dice.uniform(0.12, 0.35) / (1 + np.exp((far - 0.35) / 0.03)))
    exposure = dice.uniform(0.72, 1.12)
    return np.minimum(pixels * (light * exposure)[..., None], 255)


def _glare(
    pixels: Pixels,
    inside: Pixels,
    dice: random.Random,
    rng: np.random.Generator,
    told: dict[str, object],
) -> Pixels:
    """A lamp or a tube mirrored in the paper: white at its heart, fading around it."""
    ys, xs = np.nonzero(ndimage.binary_erosion(inside[::8, ::8] > 0.9, iterations=6))
    at = rng.integers(len(ys))
    height, width = inside.shape
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    side = float(np.sqrt(inside.sum()))
    long, short = dice.uniform(0.10, 0.24) * side, dice.uniform(0.05, 0.10) * side
    angle = rng.uniform(0, np.pi)
    dx, dy = x - xs[at] * 8, y - ys[at] * 8
    u = (np.cos(angle) * dx + np.sin(angle) * dy) / long
    v = (-np.sin(angle) * dx + np.cos(angle) * dy) / short
    far = np.sqrt(u * u + v * v)
    heart = 1 / (1 + np.exp((far - 1) / dice.uniform(0.08, 0.22)))
    told["glare"] = (round(long / side, 3), round(short / side, 3))
    return pixels + (heart * dice.uniform(190, 330))[..., None]


def _focus(
    picture: Image.Image, blurred: bool, dice: random.Random, told: dict[str, object]
) -> Image.Image:
    unit = max(picture.size) / ACROSS
    if not blurred or dice.random() < 0.5:
        told["sigma"] = sigma = dice.uniform(2.6, 6.5) if blurred else dice.uniform(0.3, 0.9)
        return picture.filter(ImageFilter.GaussianBlur(sigma * unit))
    length, angle = dice.uniform(11, 28) * unit, dice.uniform(0, np.pi)
    told["moved"] = (round(length), round(float(np.degrees(angle))))
    pixels = np.asarray(picture)
    moved = [
        np.roll(pixels, (round(np.sin(angle) * s), round(np.cos(angle) * s)), (0, 1))
        for s in np.linspace(-length / 2, length / 2, round(length) + 1)
    ]
    trail = _picture(np.mean(moved, axis=0, dtype=np.float32))
    return trail.filter(ImageFilter.GaussianBlur(0.6))


def _picture(pixels: Pixels) -> Image.Image:
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
