"""What time it is: the only clock of the house, which the simulator can move."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path


def now() -> datetime:
    """The present, in UTC. In the demo the file named by DEMO_CLOCK holds seconds to add."""
    return datetime.now(UTC) + _moved()


def _moved() -> timedelta:
    name = os.environ.get("DEMO_CLOCK")
    if not name:
        return timedelta(0)
    try:
        return timedelta(seconds=float(Path(name).read_text(encoding="ascii")))
    except (OSError, ValueError, OverflowError):
        return timedelta(0)
