"""The machine: the processes we run, and the only place that speaks to LINE or keeps files."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from bot.console import Samples
    from bot.settings import Settings

# One question is too small to share among processors: threads of the linear algebra only wait for
# each other, and for the other processes. Read once, when numpy is first loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def create_app(settings: Settings, samples: Samples = ()) -> Flask:
    """The web side of the office: LINE's webhook, the console, citizens' pages, and health.

    `settings.database_url` and at least one channel secret must be set. `samples` are the
    officers of the demo, whom its sign-in page names.
    """
    from bot.doors import open_doors  # all that Flask wants: an errand is done without it

    return open_doors(settings, samples)
