"""The demo's movable clock: sets how far the office's present is from the real one."""

from __future__ import annotations

import os
from pathlib import Path


class ClockStands(Exception):
    """Raised when no DEMO_CLOCK file is set, so that time cannot be moved."""


def move_to(seconds: float) -> None:
    """Set the offset that every process of the demo adds to the real time."""
    name = os.environ.get("DEMO_CLOCK")
    if not name:
        raise ClockStands("DEMO_CLOCK names no file, so the clock cannot be moved")
    whole = Path(name + ".new")
    whole.write_text(str(seconds), encoding="ascii")
    whole.replace(name)
