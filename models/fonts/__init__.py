"""The type of the office's own pictures: Sarabun, which sets Thai and Latin alike."""

from pathlib import Path

FOLDER = Path(__file__).parent
