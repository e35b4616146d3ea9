"""The floors of the house: who may know whom."""

import ast
import subprocess
import sys
from collections.abc import Iterator

from tests.house.tree import ROOT, modules


def imported(folder: str) -> Iterator[tuple[str, str]]:
    """Each module below `folder`, with each name it imports."""
    for path in modules(folder):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from ((str(path), alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield str(path), f"{'.' * node.level}{node.module or ''}"


def test_each_floor_imports_only_downwards():
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=180)
    assert checked.returncode == 0, checked.stdout


def test_the_conversations_do_not_know_the_console():
    wrong = [pair for pair in imported("handlers/citizens") if pair[1].startswith("handlers.staff")]
    assert not wrong


def test_only_bot_commits():
    below = ("scheduler", "handlers", "richmenus", "models")
    wrong = [
        str(path)
        for folder in below
        for path in modules(folder)
        if ".commit()" in path.read_text(encoding="utf-8") and "migrations" not in path.parts
    ]
    assert not wrong


def test_no_import_climbs_by_dots():
    folders = ("bot", "scheduler", "handlers", "richmenus", "models")
    assert not [pair for folder in folders for pair in imported(folder) if pair[1].startswith(".")]
