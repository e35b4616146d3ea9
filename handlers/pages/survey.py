"""The page a QR at the counter leads to: one question, one press, and nobody is asked who they are.

The address is public and stays good for years: it names a survey and perhaps a section, no person.
"""

from datetime import timedelta
from typing import Any

from flask import Blueprint, abort, current_app, g, make_response, redirect, request, url_for

from handlers.citizens.words import Words
from handlers.pages.survey_pace import Pace
from handlers.pages.visit import lent, now, paper, session, words
from models import survey_wording, surveys
from models.catalogue import Catalogue
from models.citizens import LANGUAGES
from models.links import LinkOver, LinkWrong
from models.office import Office
from models.surveys import Survey, SurveyAnswer
from models.unanswered import without_numbers

WORD = "survey-word"  # what a link to add a word to one answer is signed for
WORD_WITHIN = timedelta(minutes=15)
PRESS = "survey-press"  # what a page is signed for: the number its answer will have
PRESS_WITHIN = timedelta(days=1)  # a tablet may show the page for hours

_pace = Pace()


def open_page(pages: Blueprint) -> None:
    """Add the page to those under /p."""
    for place in ("/survey/<int:number>", "/survey/<int:number>/<section>"):
        pages.add_url_rule(place, "survey", show)
        pages.add_url_rule(place, "survey_rate", rate, methods=["POST"])
    pages.add_url_rule("/survey/thanks/<token>", "survey_thanks", thanks)
    pages.add_url_rule("/survey/thanks/<token>", "survey_add", add, methods=["POST"])


def show(number: int, section: str | None = None) -> Any:
    """The question and its levels, the best first."""
    survey = _standing(number, section)
    return _over() if survey is None else _asked(survey, section)


def rate(number: int, section: str | None = None) -> Any:
    """Keep one answer. The same page pressed again changes it: a press counts once."""
    survey = _standing(number, section)
    level = request.form.get("level", type=int)
    if survey is None or request.form.get("survey") != str(survey.id):
        return _over() if survey is None else redirect(_here("survey", number, section), 303)
    if level is None or not 1 <= level <= survey.scale_max:
        return make_response(_asked(survey, section, missing=True), 422)
    own = _number(request.form.get("press", ""))
    known = own is not None and session().get(SurveyAnswer, own) is not None
    if not known and not _pace.may(request.remote_addr or "", now()):
        return make_response(paper("survey_busy", again=_here("survey", number, section)), 429)
    given = surveys.answer_at_counter(session(), survey, level, now(), section=section, number=own)
    token = lent().links.token(WORD, given.id, now() + WORD_WITHIN)
    return redirect(_here("survey_thanks", token=token), 303)


def thanks(token: str) -> str:
    """Thank you; there is room for a word, for a little while."""
    answer = _answer(token)
    over = answer is None or bool(answer.words)
    return paper("survey_thanks", token=None if over else token, languages=_languages())


def add(token: str) -> Any:
    """Keep the word, once."""
    answer = _answer(token)
    text = without_numbers(request.form.get("words", "").strip()).replace("\x00", "")
    if answer is not None and text and not answer.words:
        answer.words = text[: surveys.LONGEST_WORDS]
    return redirect(_here("survey_thanks", token=token), 303)


def _standing(number: int, section: str | None) -> Survey | None:
    """The survey asked here now. A poster outlives its wording: it leads to what took its place."""
    _speak()
    survey = session().get(Survey, number)
    if survey is None or survey.about not in surveys.OPEN:
        abort(404)
    if section is not None and section not in _sections():
        abort(404)
    return survey_wording.standing(session(), survey)


def _asked(survey: Survey, section: str | None, *, missing: bool = False) -> str:
    thai = words().language == "th"
    return paper(
        "survey",
        survey=survey,
        question=survey.question_th if thai else survey.question_en,
        levels=[
            (level, survey.levels[level - 1][0 if thai else 1])
            for level in range(survey.scale_max, 0, -1)
        ],
        where=[_office().office.name(words().language), _sections().get(section or "")],
        press=lent().links.token(PRESS, surveys.reserve(session()), now() + PRESS_WITHIN),
        missing=missing,
        languages=_languages(),
    )


def _number(press: str) -> int | None:
    """The number kept for the answer of the page that was pressed; None for a page too old."""
    try:
        return int(lent().links.read(PRESS, press, now()))
    except (LinkOver, LinkWrong):
        return None


def _answer(token: str) -> SurveyAnswer | None:
    """The answer a word may be added to; None when that is over."""
    _speak()
    try:
        number = lent().links.read(WORD, token, now())
    except LinkOver:
        return None
    except LinkWrong:
        abort(404)
    return session().get(SurveyAnswer, int(number), with_for_update=True)


def _over() -> Any:
    return make_response(paper("survey_over"), 410)


def _office() -> Catalogue:
    office: Office = current_app.extensions["shelf"].on(now())
    return office.catalogue


def _sections() -> dict[str, str]:
    return {one.code: one.name(words().language) for one in _office().sections}


def _speak() -> None:
    """The language chosen on the page, else that of the browser."""
    asked = request.args.get("language")
    if asked in LANGUAGES:
        g.words = Words(asked)


def _languages() -> dict[str, str]:
    """Where the same page stands in the other language."""
    other = "en" if words().language == "th" else "th"
    assert request.endpoint is not None
    named = {**(request.view_args or {}), "language": other}
    endpoint = "pages.survey" if request.endpoint == "pages.survey_rate" else request.endpoint
    return {other: url_for(endpoint, **named)}


def _here(name: str, number: int | None = None, section: str | None = None, **more: str) -> str:
    """An address of these pages that keeps the language chosen."""
    asked = request.args.get("language")
    named: dict[str, Any] = {"number": number, "section": section, "language": asked, **more}
    return url_for(f"pages.{name}", **{key: one for key, one in named.items() if one is not None})
