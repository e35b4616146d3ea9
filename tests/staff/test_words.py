"""Every word of the console has English beside it, and every message of a library Thai."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import handlers.staff
from bot.officers import samples
from handlers.staff import DESKS, audit
from models import innovation
from models.orders import states
from models.permissions import ROLE_NAMES
from models.usage import evidence

STAFF = Path(handlers.staff.__file__).parent
WHERE = [("**.py", "python"), ("templates/**.html", "jinja2")]
HOW = {"templates/**.html": {"extensions": "jinja2.ext.do,jinja2.ext.i18n"}}
SAID_BY = {"_": None, "_later": None, "gettext": None, "ngettext": (1, 2)}


def said() -> Iterator[str]:
    found = extract_from_dir(STAFF, WHERE, HOW, keywords=SAID_BY)  # type: ignore[arg-type]
    for _, _, message, _, _ in found:
        yield message if isinstance(message, str) else message[0]
    for desk in DESKS:
        yield from (desk.title, desk.about)
    yield from (who for _, _, who in samples())
    yield from (*audit.KINDS.values(), *audit.ACTIONS.values(), *ROLE_NAMES.values())
    yield from (*evidence.KINDS.values(), *(name for name, _ in innovation.OFFICES.values()))
    for sheet in innovation.FORMS.values():
        yield from (sheet.short, *(place.label for place in sheet.fields))
    yield from (*states.SOURCE_NAMES.values(), *states.STATUS_NAMES.values())
    yield from (*states.REVIEW_NAMES.values(), *states.KINDS.values(), *states.FACTORS.values())


def book(language: str) -> dict[str, Message]:
    found: dict[str, Message] = {}
    for path in sorted((STAFF / "locale" / language).glob("*.po")):
        with path.open("rb") as lines:
            for message in read_po(lines, locale=language):
                key = message.id if isinstance(message.id, str) else message.id[0]
                if key:
                    found[key] = message
    return found


def test_every_thai_sentence_has_its_english() -> None:
    english = book("en")
    silent = sorted(
        {words for words in said() if words not in english or not english[words].string}
    )
    assert not silent


def test_the_english_books_hold_nothing_that_is_no_longer_said() -> None:
    assert not sorted(set(book("en")) - set(said()))


@pytest.mark.parametrize("language", ["en", "th"])
def test_a_translation_fills_the_same_blanks(language: str) -> None:
    for key, message in book(language).items():
        blanks = {part.split(")")[0] for part in key.split("%(")[1:]}
        told = message.string if isinstance(message.string, str) else message.string[0]
        assert {part.split(")")[0] for part in told.split("%(")[1:]} == blanks, key
