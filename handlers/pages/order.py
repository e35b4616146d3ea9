"""The page of one order for somebody of an agency, opened by a link of their own."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge

from handlers.citizens.order_news import asked_for, due, numbered
from handlers.office_papers import came, filled, handed_out
from handlers.pages.order_words import (
    CHOICES,
    CLOSED,
    LACKING,
    NOT_REPORTED,
    PLANNED,
    REFUSALS,
    REMARKS,
    REVIEWS,
    SOURCES,
    TOO_LARGE,
    TOO_MUCH,
)
from handlers.pages.visit import lent, now, paper, session, speak_with, words
from models import audit
from models.dates import BANGKOK, thai_moment
from models.office_files import ACCEPT, WrongFile
from models.orders import (
    Addressee,
    AgencyContact,
    Closed,
    Lacks,
    OrderRemark,
    OrderReport,
    Review,
    Status,
    reaching,
    reporting,
    writing,
)


class NotOpened(Exception):
    """The page is refused; its cause says why."""


def open_page(pages: Blueprint) -> None:
    """Add the page to those under /p."""
    pages.add_url_rule("/order/<token>", "order", show)
    pages.add_url_rule("/order/<token>", "order_report", report, methods=["POST"])
    pages.add_url_rule("/order/<token>/files/<name>", "order_file", file)
    pages.register_error_handler(NotOpened, _refused)


def show(token: str) -> str:
    """The order, what was said of it so far, and the form."""
    return _page(token, *_opened(token))


def report(token: str) -> Any:
    """Report how far the agency is; whatever cannot be taken leaves the words in the form."""
    contact, one = _opened(token)
    try:
        told = filled()
    except RequestEntityTooLarge:
        say = words()
        return make_response(paper("refusal", title=say(TOO_LARGE), sentence=say(TOO_MUCH)), 413)
    try:
        told = replace(told, files=writing.look(came()))
        with session().begin_nested():
            row = writing.take(session(), one, told, contact, keep=lent().keep_file, now=now())
    except Closed:
        return make_response(_page(token, contact, one, words()(CLOSED)), 409)
    except Lacks as lacks:
        return make_response(_page(token, contact, one, words()(LACKING[lacks.field])), 422)
    except WrongFile as wrong:
        return make_response(_page(token, contact, one, wrong.said(words().language)), 422)
    if row.at == now():
        about = {"status": row.status, "agency_contact": contact.id}
        subject = f"order:{one.order.name}"
        audit.note(session(), None, "orders.reported", subject, now(), after=about)
    return redirect(url_for("pages.order", token=token, done=1), code=303)


def file(token: str, name: str) -> Response:
    """A paper of the order, or evidence the agency itself brought."""
    _, one = _opened(token)
    found = reaching.file_of(one, name) or abort(404)
    return handed_out(found.file, lent().read_file(found.file.vault_name))


def _opened(token: str) -> tuple[AgencyContact, Addressee]:
    """Whose link this is and what it opens; raises NotOpened."""
    try:
        told = lent().links.read(reaching.PURPOSE, token, now())
        contact, one = reaching.opened(session(), told)
    except (*REFUSALS,) as why:
        raise NotOpened from why
    if contact.citizen is not None:
        speak_with(contact.citizen)
    return contact, one


def _refused(refusal: NotOpened) -> Response:
    session().rollback()
    code, title, sentence = REFUSALS[type(refusal.__cause__)]  # type: ignore[index]
    say = words()
    return make_response(paper("refusal", title=say(title), sentence=say(sentence)), code)


def _page(token: str, contact: AgencyContact, one: Addressee, fault: str = "") -> str:
    say, today = words(), now().astimezone(BANGKOK).date()
    asked = asked_for(one) if one.review == Review.ASKED_AGAIN else ""
    return paper(
        "order",
        token=token,
        contact=contact,
        one=one,
        order=one.order,
        called=numbered(say, one.order),
        due=due(say, one.order, today),
        source=say(SOURCES[one.order.source]),
        state=say(CHOICES[one.status][0] if one.reports else NOT_REPORTED),
        review=say(REVIEWS[one.review]) if one.reports else "",
        accepted=one.review == Review.ACCEPTED,
        asked=asked,
        choices={status: [say(each) for each in told] for status, told in CHOICES.items()},
        underway=Status.UNDERWAY,
        told=[_told(each) for each in reversed(reporting.history(one))],
        after=writing.latest(one),
        today=today,
        fault=fault,
        kept=request.form if fault else {},
        done="done" in request.args and not fault,
        accept=ACCEPT,
        words_most=reporting.WORDS_MOST,
    )


def _told(one: OrderReport | OrderRemark) -> dict[str, Any]:
    """One line of the history, in words."""
    say, at = words(), thai_moment(one.at)
    if isinstance(one, OrderRemark):
        return {"what": say(REMARKS[one.kind]), "who": one.officer.name, "at": at,
                "words": one.words, "remark": True}  # fmt: skip
    by = one.officer or one.contact
    planned = say(PLANNED, day=say.day(one.planned_for)) if one.planned_for else ""
    return {"what": say(CHOICES[one.status][0]), "who": by.name if by else "", "at": at,
            "words": one.words, "planned": planned,
            "files": [each for each in one.files if each.file.here]}  # fmt: skip
