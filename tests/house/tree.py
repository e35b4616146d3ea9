"""The files of the checkout, as the guards walk them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = ("bot", "scheduler", "handlers", "richmenus", "models")
IDLE = {".venv", "var", "__pycache__", "node_modules"}


def modules(folder: str) -> list[Path]:
    """The Python files below `folder`, relative to the checkout."""
    found = (ROOT / folder).rglob("*.py")
    return sorted(p.relative_to(ROOT) for p in found if not IDLE & set(p.parts))


def files() -> list[Path]:
    """Every file that git keeps or would keep; all that lies there where git is absent."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        told = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        every = (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
        return sorted(path for path in every if not (IDLE | {".git"}) & set(path.parts))
    return sorted(Path(name) for name in told.stdout.split("\0") if name and (ROOT / name).exists())


def text(path: Path | str) -> str:
    """What a text file says; empty for pictures and fonts."""
    try:
        return (ROOT / path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""
