"""The manuals say what is so: labels that stand on the screens, words the chat knows, commands."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import handlers.citizens
import handlers.staff
from bot.__main__ import VERBS
from handlers.citizens import TYPED
from handlers.citizens.chat import normalised
from handlers.staff import DESKS, Desk
from models import manuals
from models.manuals import Manual, Part
from models.orders import states
from models.permissions import PERMISSIONS, ROLE_NAMES, Role
from tests.house.tree import ROOT, text

STAFF = Path(handlers.staff.__file__).parent
CITIZENS = Path(handlers.citizens.__file__).parent / "locale/en/citizens.po"
QUOTED = re.compile("“([^”]+)”")
TO_TYPE = re.compile("พิมพ์ ?(?:ว่า )?“([^”]+)”")
BLANK = re.compile(r"%\\\(\w+\\\)s|\\\{\w+\\\}")  # as re.escape leaves them
READERS = {
    "officer": (Role.OFFICER, Role.HEAD, Role.REPORTING),
    "administrator": (Role.ADMINISTRATOR,),
    "agency": (Role.AGENCY,),
    "inspector": (Role.INSPECTOR,),
}
EACH = pytest.mark.parametrize("manual", manuals.manuals(), ids=manuals.NAMES)


@cache
def on_screens() -> tuple[tuple[str, str], ...]:
    """All the console says: the file (relative to handlers/staff) and the words."""
    found = extract_from_dir(
        STAFF,
        [("**.py", "python"), ("templates/**.html", "jinja2")],
        {"templates/**.html": {"extensions": "jinja2.ext.do,jinja2.ext.i18n"}},
        keywords={"_": None, "_later": None},
    )
    return tuple((file, words) for file, _, words, _, _ in found if isinstance(words, str))


@cache
def everywhere() -> frozenset[str]:
    """What stands on no one desk: names of desks, roles and states, one's own pages, the menus."""
    names = (*(desk.title for desk in DESKS), *ROLE_NAMES.values())
    standings = (*states.STATUS_NAMES.values(), *states.REVIEW_NAMES.values())
    own = (words for file, words in on_screens() if not any(of(desk, file) for desk in DESKS))
    return frozenset((*names, *standings, *own, *menu()))


def of(desk: Desk, file: str) -> bool:
    """Whether a file is part of this desk: their names begin alike."""
    name = file.removeprefix("templates/staff/")
    return name.startswith((f"{desk.name}/", f"{desk.name}.", desk.name.removesuffix("s") + "_"))


def menu() -> Iterator[str]:
    for path in (ROOT / "richmenus").glob("*.yaml"):
        told = yaml.safe_load(path.read_text("utf-8"))
        yield from re.findall(r"'label': '([^']+)'", str(told))


@cache
def in_chat() -> frozenset[str]:
    with CITIZENS.open("rb") as lines:
        return frozenset(str(one.id) for one in read_po(lines) if one.id)


def stands(label: str, said: frozenset[str]) -> bool:
    """Whether this is said, its blanks filled in."""
    if label in said:
        return True
    patterns = (
        BLANK.sub(".+", re.escape(words)) for words in said if "%(" in words or "{" in words
    )
    return any(re.fullmatch(pattern, label) for pattern in patterns if pattern[:2] != ".+")


def told(manual: Manual) -> Iterator[tuple[Part, str]]:
    for part in manual.parts:
        yield from ((part, words) for words in (part.heading, part.text, *part.steps))


def said_to(manual: Manual, part: Part) -> frozenset[str]:
    """What its readers find where this part sends them."""
    if not part.desks:
        desks = {words for _, words in on_screens()}
    else:
        here = [desk for desk in DESKS if desk.name in part.desks]
        desks = {words for file, words in on_screens() if any(of(one, file) for one in here)}
    in_line = in_chat() if manual.name in ("citizen", "agency") or not part.desks else frozenset()
    if manual.name == "citizen":
        return in_line | frozenset(menu())
    return frozenset(desks) | in_line | everywhere()


@EACH
def test_each_label_stands_where_the_manual_says(manual: Manual) -> None:
    quoted = [(part, label) for part, words in told(manual) for label in QUOTED.findall(words)]
    assert quoted
    missing = [
        f"{part.heading}: {label}"
        for part, label in quoted
        if not stands(label, said_to(manual, part)) and normalised(label) not in TYPED
    ]
    assert not missing


@EACH
def test_each_word_it_tells_to_type_is_understood(manual: Manual) -> None:
    typed = {word for _, words in told(manual) for word in TO_TYPE.findall(words)}
    assert not {word for word in typed if normalised(word) not in TYPED}


@pytest.mark.parametrize("name", READERS)
def test_each_desk_of_its_readers_is_explained(name: str) -> None:
    explained = {desk for part in manuals.read(name).parts for desk in part.desks}
    needed = {one.name for one in DESKS if PERMISSIONS[one.permission] & set(READERS[name])}
    assert explained == needed


@EACH
def test_each_command_paper_and_variable_exists(manual: Manual) -> None:
    words = "\n".join(words for _, words in told(manual))
    assert set(re.findall(r"python -m bot (\w+)", words)) <= set(VERBS)
    assert all((ROOT / paper).is_file() for paper in re.findall(r"docs/\w+\.md", words))
    named = set(re.findall(r"\b[A-Z]+(?:_[A-Z]+)+\b", words))
    assert not {name for name in named if f"`{name}`" not in text("README.md")}
