"""Whoever reads the tree understands the product: what lies at its top, and how long things are."""

import ast
import re

import pytest

from bot.__main__ import VERBS
from tests.house.tree import CODE, ROOT, files, modules, text

TOP = {
    *CODE,
    *("tests", "docs", "pyproject.toml", "Procfile", "README.md", "Makefile", "LICENSE"),
    *("CHANGELOG.md", "CONTRIBUTING.md", "requirements.lock", "requirements-test.lock"),
}
WRITTEN = {".py", ".js", ".css", ".html"}
LONGEST_FILE, LONGEST_FUNCTION = 300, 50  # lines
FILES = files()
PYTHON = [path for path in FILES if path.suffix == ".py"]
# Spelt with gaps, so that this file does not say what it forbids.
HOSTS = ("pypi .org", "python hosted.org", "registry .npmjs", "deb .debian.org")
REGISTRIES = re.compile("|".join(re.escape(host.replace(" ", "")) for host in HOSTS))
LATER = re.compile(r"\b(?:TO DO|FIX ME|XX X)\b".replace(" ", ""))
MACHINES = re.compile(r"(?<![\w.])/(?:work|home|Users)/\w")


def test_the_top_level_holds_only_what_the_design_names():
    assert {path.parts[0] for path in FILES if not path.parts[0].startswith(".")} <= TOP


def test_no_file_is_longer_than_one_can_read():
    long = {str(path): len(text(path).splitlines()) for path in FILES if path.suffix in WRITTEN}
    assert not {path: lines for path, lines in long.items() if lines > LONGEST_FILE}


def test_no_function_is_longer_than_a_screen():
    long = {}
    for path in PYTHON:
        for node in ast.walk(ast.parse(text(path))):
            if isinstance(node, ast.FunctionDef) and "migrations" not in path.parts:
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    long[f"{path}:{node.name}"] = lines
    assert not long


def test_the_readme_names_every_folder():
    top = {path.parts[0] for path in FILES if len(path.parts) > 1 and path.parts[0][0] != "."}
    rooms = {"/".join(p.parts[:2]) for f in CODE for p in modules(f) if len(p.parts) > 2}
    named = text("README.md")
    floors = {folder for folder in top if not any(room.startswith(f"{folder}/") for room in rooms)}
    assert not [folder for folder in floors | rooms if f"`{folder}/`" not in named]


def test_contributors_are_told_of_every_folder_of_the_tests():
    folders = {"/".join(p.parts[:2]) for p in FILES if p.parts[0] == "tests" and len(p.parts) > 2}
    told = text("CONTRIBUTING.md")
    assert not [folder for folder in folders if f"`{folder}/`" not in told]


def test_each_module_opens_with_what_it_is_for():
    silent = [
        path for path in PYTHON if text(path) and not ast.get_docstring(ast.parse(text(path)))
    ]
    assert not silent


@pytest.mark.parametrize("pattern", [REGISTRIES, MACHINES], ids=["registries", "machines"])
def test_nothing_names_a_registry_or_a_machine(pattern: re.Pattern[str]):
    assert not [str(path) for path in FILES if pattern.search(text(path))]


def test_nothing_is_left_for_later():
    assert not [str(path) for path in PYTHON if LATER.search(text(path))]


def processes() -> dict[str, str]:
    lines = text("Procfile").splitlines()
    return {name: command for name, _, command in (line.partition(": ") for line in lines)}


def test_the_procfile_names_the_four_processes():
    assert set(processes()) == {"web", "worker", "clock", "release"}


def test_each_process_can_be_started():
    for command in processes().values():
        verb = re.match(r"python -m bot (\w+)$", command)
        target = re.match(r"gunicorn -c python:([\w.]+) ([\w.]+):app$", command)
        if target:
            assert all(
                (ROOT / name.replace(".", "/")).with_suffix(".py").exists()
                for name in target.groups()
            )
        else:
            assert verb and verb[1] in VERBS


def test_the_locks_carry_a_hash_for_each_part():
    for lock in ("requirements.lock", "requirements-test.lock"):
        parts = re.split(r"\n(?=[a-z])", text(lock))[1:]
        assert parts and all("--hash=sha256:" in part for part in parts)


def test_both_locks_agree():
    pinned = [
        dict(re.findall(r"^([\w.-]+)==(\S+)", text(lock), re.MULTILINE))
        for lock in ("requirements.lock", "requirements-test.lock")
    ]
    assert pinned[0].items() <= pinned[1].items()


def test_each_text_ends_with_a_line():
    ended = {".py", ".md", ".toml", ".yaml", ".js", ".css", ".html"}
    assert not [p for p in FILES if p.suffix in ended and text(p) and text(p)[-1] != "\n"]
