"""The console's words: Thai in the code; English, and Thai for the libraries, from locale/."""

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import request
from flask import session as cookie
from flask_babel import Domain, get_locale
from flask_login import current_user

LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("th", "en")


class Books(Domain):  # type: ignore[misc]
    """All books of a language as one: a book per desk, and one per library that speaks English."""

    def __init__(self) -> None:
        super().__init__(translation_directories=[str(LOCALE)], domain="staff")

    def get_translations(self) -> NullTranslations:
        """The words of the language of this request."""
        locale = get_locale()
        return _translations(locale.language if locale else LANGUAGES[0])

    # Flask-Security asks its domain for this beside the words.
    @staticmethod
    def format_list(words: list[str], **_: object) -> str:
        """The words in a row."""
        return ", ".join(words)


def language() -> str:
    """The language of this request: asked for on this page, the officer's own, or Thai."""
    if current_user.is_authenticated:
        return str(current_user.language)
    asked = request.args.get("language") or cookie.get("language")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def remember_language() -> None:
    """Keep the language somebody chose before we know who they are."""
    if request.args.get("language") in LANGUAGES:
        cookie["language"] = request.args["language"]


@cache
def _translations(language: str) -> NullTranslations:
    words = Translations()
    for book in sorted((LOCALE / language).glob("*.po")):
        compiled = BytesIO()
        with book.open("rb") as lines:
            write_mo(compiled, read_po(lines, locale=language))
        compiled.seek(0)
        words.merge(Translations(compiled))
    return words


BOOKS = Books()
