"""The worker takes what the web process leaves, however the two were started."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.worker import NICENESS

AUTOGROUP = Path("/proc/self/autogroup")
TOLD = """
import os
from pathlib import Path
from bot.worker import step_back
step_back()
group = Path("/proc/self/autogroup")
print(os.nice(0), group.read_text() if group.exists() else "")
"""


def told(*, session: bool) -> str:
    """What a process of its own says of its niceness, and of its session's."""
    command = [sys.executable, "-c", TOLD]
    return subprocess.run(
        command, capture_output=True, text=True, check=True, start_new_session=session
    ).stdout


@pytest.mark.skipif(not AUTOGROUP.exists(), reason="this system does not group by session")
def test_a_session_of_its_own_steps_back_as_a_whole() -> None:
    niceness, _, group = told(session=True).strip().partition(" ")
    assert int(niceness) == os.nice(0) + NICENESS
    assert group.endswith(f"nice {NICENESS}")


@pytest.mark.skipif(not AUTOGROUP.exists(), reason="this system does not group by session")
def test_a_session_shared_with_the_web_process_does_not() -> None:
    before = AUTOGROUP.read_text()
    assert int(told(session=False).split()[0]) == os.nice(0) + NICENESS
    assert AUTOGROUP.read_text() == before
