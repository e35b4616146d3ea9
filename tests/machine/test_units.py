"""The units of systemd a district installs: well formed, and holding no more than they need."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT, text

ANALYZE = shutil.which("systemd-analyze")
pytestmark = pytest.mark.skipif(ANALYZE is None, reason="systemd is not installed")
PLACED = ROOT / "docs/deploying"
SERVICES = sorted(path.name for path in PLACED.glob("*.service"))
EXPOSED = 20  # tenths of systemd's ten; without hardening.conf it is above 80


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units with what lies beside them, as docs/deploying/place puts them up."""
    for path in (*PLACED.glob("puean-khet*.service"), *PLACED.glob("puean-khet*.timer")):
        lines = path.read_text("utf-8")
        lines = lines.replace("/opt/puean-khet/.venv/bin/python", sys.executable)
        (tmp_path / path.name).write_text(lines, "utf-8")
    beside = {"puean-khet@": "hardening", "puean-khet-": "hardening"}
    for unit, name in (*beside.items(), ("puean-khet@work", "puean-khet@work")):
        folder = tmp_path / f"{unit}.service.d"
        folder.mkdir()
        shutil.copy(PLACED / f"{name}.conf", folder)
    return tmp_path


def analyze(units: Path, *words: str) -> subprocess.CompletedProcess[str]:
    # The colon keeps systemd's own units in sight, behind ours.
    env = os.environ | {"SYSTEMD_UNIT_PATH": f"{units}:", "SYSTEMD_LOG_TARGET": "console"}
    return subprocess.run(
        [str(ANALYZE), *words, "--no-pager"], env=env, capture_output=True, text=True, check=False
    )


def whole(service: str) -> str:
    return service.replace("@.", "@work.")


@pytest.mark.parametrize("service", SERVICES)
def test_each_unit_is_well_formed(units: Path, service: str):
    told = analyze(units, "verify", "--man=no", "--recursive-errors=no", whole(service))
    ours = [line for line in told.stderr.splitlines() if "puean-khet" in line]
    assert (told.returncode, ours) == (0, [])


@pytest.mark.parametrize("service", SERVICES)
def test_each_unit_holds_no_more_than_it_needs(units: Path, service: str):
    told = analyze(units, "security", "--offline=yes", f"--threshold={EXPOSED}", whole(service))
    assert told.returncode == 0, told.stdout[-200:]


def test_the_placing_lays_down_what_these_tests_lay_down():
    place = text("docs/deploying/place")
    assert "for each in puean-khet@ puean-khet-; do" in place
    assert "$here/puean-khet@work.conf $units/puean-khet@work.service.d/" in place
