"""The papers say what is so: commands that exist, links that lead somewhere."""

import re
import subprocess
import sys

import pytest

from bot.__main__ import VERBS
from tests.house.tree import ROOT, files, text

PAPERS = [str(path) for path in files() if path.suffix == ".md"]


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):.*## ", text("Makefile"), re.MULTILINE))


@pytest.mark.parametrize("paper", PAPERS)
def test_each_make_command_exists(paper: str):
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text(paper), re.MULTILINE)) <= targets()


@pytest.mark.parametrize("paper", PAPERS)
def test_each_verb_exists(paper: str):
    assert set(re.findall(r"python -m bot ([a-z]+)", text(paper))) <= set(VERBS)


@pytest.mark.parametrize("paper", PAPERS)
def test_each_link_leads_somewhere(paper: str):
    links = re.findall(r"\]\(([^)#]+)\)|(?:src|href)=\"([^\"#]+)\"", text(paper))
    local = {a or b for a, b in links if not (a or b).startswith(("http:", "https:"))}
    assert not {link for link in local if not (ROOT / paper).parent.joinpath(link).exists()}


def test_each_file_named_in_the_readme_exists():
    named = re.findall(
        r"`((?:bot|handlers|models|richmenus|scheduler|tests|docs)/[\w./]*)`", text("README.md")
    )
    assert not [path for path in named if not (ROOT / path).exists()]


def test_the_readme_tells_of_each_verb():
    told = re.findall(r"^\| `python -m bot ([a-z]+)`", text("README.md"), re.MULTILINE)
    assert told == list(VERBS)


def test_help_lists_the_verbs():
    told = subprocess.run(
        [sys.executable, "-m", "bot", "--help"], cwd=ROOT, capture_output=True, text=True
    )
    assert told.returncode == 0
    assert all(f"  {verb} " in told.stdout for verb in VERBS)


def test_make_help_lists_each_command():
    told = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True)
    assert set(re.findall(r"^  make ([a-z]+)", told.stdout, re.MULTILINE)) == targets()


def test_the_two_commands_of_a_newcomer_are_on_the_first_page():
    assert "make demo" in text("README.md")
    assert "make test" in text("README.md")
