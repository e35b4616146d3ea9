"""Whatever is said about papers checked beforehand is something LINE takes and people can read."""

import json
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.simulator.rules import messages_problems
from handlers.citizens import precheck_news
from handlers.citizens.words import Words
from models import prechecks
from models.links import Links
from models.office import Office
from models.prechecks import Precheck, Reason, State
from tests import prechecks as cases
from tests.citizens.talk import Talk, buttons, text_of
from tests.officers import officers
from tests.people import DAY, NOON, somying

OWN = ("case", "next", "page", "sort", "summary", "submit", "pause", "withdraw", "use", "together")
PLAIN = ("precheck?", "mine?", "data?", "looked?", "export?", "erase?", "book?c=P-000001")


def sound(said: list[dict[str, Any]]) -> bool:
    """LINE takes it, no bubble is too large, no quick reply cut, no label doubled."""
    labels = [label for label, _ in buttons(said)]
    quick = [i["action"]["label"] for m in said for i in m.get("quickReply", {}).get("items", [])]
    sizes = [len(json.dumps(m["contents"])) for m in said if m["type"] == "flex"]
    return (
        1 <= len(said) <= 5
        and not messages_problems(said).details
        and all(size <= 30 * 1024 for size in sizes)
        and not any("…" in label for label in quick)
        and len(labels) == len(set(labels))
        and not any("quickReply" in message for message in said[:-1])
    )


@pytest.fixture(params=["th", "en"])
def talk(request: pytest.FixtureRequest, office: Office, session: Session) -> Talk:
    citizen = somying(session)
    citizen.language = request.param
    links = Links("https://khet.example.org", "k" * 32)
    return Talk(office, session, NOON + DAY, citizen, links=links)


@pytest.mark.parametrize("slug", ["add-name-house-registration", "adoption-registration"])
def test_every_step_of_the_longest_lists_is_sound(talk: Talk, slug: str) -> None:
    assert talk.session
    procedure = cases.PROCEDURES[slug]
    everything = dict.fromkeys((c.id for c in procedure.questions()), True)
    case = cases.opened(talk.session, talk.citizen, procedure=procedure, answers=everything)
    for verb in OWN:
        assert sound(talk.presses(f"{verb}?c={case.id}")), verb
    for paper in case.papers:
        assert sound(talk.presses(f"paper?c={case.id}&d={paper.id}"))
    for data in PLAIN:
        assert sound(talk.presses(data)), data


@pytest.mark.parametrize("state", ["submitted", "returned", "passed", "withdrawn"])
def test_every_step_in_every_state_is_sound(talk: Talk, state: str) -> None:
    assert talk.session
    case = _case(talk.session, talk, state)
    for verb in OWN[:-3]:
        assert sound(talk.presses(f"{verb}?c={case.id}")), verb
    assert sound(talk.presses(f"paper?c={case.id}&d={case.papers[0].id}"))
    assert sound(talk.presses(f"paper?c={case.id}&d={case.papers[1].id}&do=give"))
    assert sound(talk.presses("mine?"))


@pytest.mark.parametrize("reason", list(Reason))
def test_each_reason_is_told_with_what_helps(talk: Talk, session: Session, reason: Reason) -> None:
    case = cases.returned(session, talk.citizen, officers(session), reason)
    chat = precheck_news.chat_with(session, talk.citizen, talk.office, NOON)
    precheck_news.tell(chat, case, (State.CHECKING, State.RETURNED))
    assert sound(chat.messages)
    assert Words(talk.citizen.language)("ถ่ายใหม่: เอกสารที่ {number}", number=1) in dict(
        buttons(chat.messages)
    )


def test_every_move_a_citizen_is_told_of_has_words(talk: Talk, session: Session) -> None:
    case = cases.submitted(session, talk.citizen)
    for move in prechecks.NOTIFIES:
        chat = precheck_news.chat_with(session, talk.citizen, talk.office, NOON)
        precheck_news.tell(chat, case, move)
        assert sound(chat.messages), move


@pytest.mark.parametrize("complete", [True, False])
def test_the_reminder_says_what_is_left_to_do(talk: Talk, session: Session, complete: bool) -> None:
    case = cases.opened(session, talk.citizen)
    for paper in case.papers if complete else ():
        cases.photographed(session, paper)
    chat = precheck_news.chat_with(session, talk.citizen, talk.office, NOON)
    precheck_news.remind(chat, case)
    assert sound(chat.messages)
    assert (case.papers[0].name_th in text_of(chat.messages)) is not complete


def _case(session: Session, talk: Talk, state: str) -> Precheck:
    if state == "submitted":
        return cases.submitted(session, talk.citizen)
    if state == "withdrawn":
        case = cases.submitted(session, talk.citizen)
        prechecks.withdraw(session, case, NOON)
        return case
    begin = {"returned": cases.returned, "passed": cases.passed}[state]
    return begin(session, talk.citizen, officers(session))
