"""What time it is: the only clock of the house, which the simulator can move."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path


def now() -> datetime:
    """The present, in UTC. In the demo the file named by DEMO_CLOCK holds seconds to add."""
    return datetime.now(UTC) + timedelta(seconds=offset())


def offset() -> float:
    """Seconds the clock was moved; 0 outside the demo and where nothing was moved."""
    name = os.environ.get("DEMO_CLOCK")
    if not name:
        return 0.0
    try:
        return float(Path(name).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0.0
