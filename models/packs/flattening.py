"""Between a page and its rows: a procedure lies in four sheets, tied together by its slug."""

from collections.abc import Iterable, Iterator
from typing import Any

from models.catalogue.page import Placed
from models.packs.pack import Fault, Page
from models.packs.sheets import (
    ABOUT,
    DOCUMENTS,
    FACTS,
    PROCEDURES,
    QUESTIONS,
    SHORT_ANSWERS,
    SINGLE,
)

APART = (*ABOUT, "documents", "questions", "first_question")
FIRST = "first_question."


def flat(procedures: Iterable[Page], answers: Iterable[Page]) -> dict[str, list[Page]]:
    """The rows of each sheet by its name, in the order of the pages."""
    procedures = tuple(procedures)
    return {
        PROCEDURES.name: [_main(page) for page in procedures],
        FACTS.name: [row for page in procedures for row in _facts(page)],
        DOCUMENTS.name: [_of(page, row) for page in procedures for row in page["documents"]],
        QUESTIONS.name: [
            _of(page, {"condition": condition, **words})
            for page in procedures
            for condition, words in page.get("questions", {}).items()
        ],
        SHORT_ANSWERS.name: list(answers),
    }


def folded(rows: dict[str, list[Placed]], faults: list[Fault]) -> list[Page]:
    """The procedures put together again; a row that fits nowhere lands in `faults`."""
    pages: dict[str, Page] = {}
    for row in rows[PROCEDURES.name]:
        slug = str(row.get("slug"))
        if slug in pages:
            faults.append(Fault(row.place, f"slug {slug!r} is used more than once"))
        pages[slug] = _unmain(row)
    for sheet, put in ((FACTS, _put_fact), (DOCUMENTS, _put_document), (QUESTIONS, _put_question)):
        for row in rows[sheet.name]:
            page = pages.get(str(row.get("slug")))
            inside = Placed(row.place, {k: v for k, v in row.items() if k != "slug"})
            reason = put(page, inside) if page is not None else _homeless(row)
            if reason:
                faults.append(Fault(row.place, reason))
    return list(pages.values())


def _homeless(row: Placed) -> str:
    return f"slug {row.get('slug')!r} has no row in {PROCEDURES.name}"


def _of(page: Page, row: Page) -> Page:
    return {"slug": page["slug"], **row}


def _main(page: Page) -> Page:
    first = {f"{FIRST}{name}": value for name, value in page.get("first_question", {}).items()}
    return {name: value for name, value in page.items() if name not in APART} | first


def _unmain(row: Placed) -> Page:
    first = {k.removeprefix(FIRST): v for k, v in row.items() if k.startswith(FIRST)}
    page = Placed(row.place, {k: v for k, v in row.items() if not k.startswith(FIRST)})
    return Placed(row.place, {**page, "first_question": first}) if first else page


def _facts(page: Page) -> Iterator[Page]:
    for about in ABOUT:
        values = page.get(about, [])
        for value in values if isinstance(values, list) else [values]:
            yield _of(page, {"about": about, **value})


def _put_fact(page: Page, row: Placed) -> str | None:
    about: Any = row.pop("about", None)
    if about not in ABOUT:
        return f"about is {about!r}, not one of {', '.join(ABOUT.values())}"
    values = page.get(about)
    if about in SINGLE and values is None:
        page[about] = row
    else:
        page[about] = [*(values if isinstance(values, list) else filter(None, [values])), row]
    return None


def _put_document(page: Page, row: Placed) -> str | None:
    page.setdefault("documents", []).append(row)
    return None


def _put_question(page: Page, row: Placed) -> str | None:
    condition = row.pop("condition", None)
    if condition is None:
        return "condition is missing"
    if condition in page.setdefault("questions", {}):
        return f"condition {condition!r} is used more than once"
    page["questions"][condition] = row
    return None
