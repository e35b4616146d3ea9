"""What time it is: the only clock of the house, which the simulator can move."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path


def now() -> datetime:
    """The present, in UTC. In the demo the file named by DEMO_CLOCK holds seconds to add."""
    return real() + timedelta(seconds=offset())


def real() -> datetime:
    """The machine's own clock, also where the office's was moved."""
    return datetime.now(UTC)


def offset() -> float:
    """Seconds the clock was moved; 0 outside the demo and where nothing was moved."""
    name = os.environ.get("DEMO_CLOCK")
    if not name:
        return 0.0
    try:
        return float(Path(name).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0.0
