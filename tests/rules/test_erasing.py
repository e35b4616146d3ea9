"""A citizen's rights: a copy of everything held of them, and to be forgotten."""

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from models import (
    audit,
    clips,
    consents,
    erasing,
    exporting,
    happenings,
    outbox,
    prechecks,
    questions,
    shreddings,
    surveys,
    tables,
    unanswered,
)
from models.attachments import Attachment, Keeping, Why
from models.citizens import Citizen
from models.erasing import ERASERS, KEPT, erase
from models.exporting import export
from models.happenings import What
from models.inbox import Event
from models.outbox import Letter
from models.prechecks import Precheck, State
from models.shreddings import Erasure
from models.unsending import forget_message
from tests.officers import officers
from tests.people import DAY, NOON, heard_from, somying
from tests.prechecks import on_the_desk, opened, photographed, picture

SECRET = "เลขบัตรของฉัน"
# Tables whose rows belong to those of another, and go or are emptied with them.
WITHIN = {
    *("precheck_paper", "precheck_photo", "precheck_step", "precheck_note", "precheck_referral"),
    *("booking_step", "question_step", "question_words"),
    # Led to by the LINE of an agency's contact alone, which is let go.
    "order_file",
    "order_notice",
    "order_report",
}


@pytest.fixture
def citizen(session: Session) -> Citizen:
    """สมหญิง, of whom the office holds one thing of every kind, each with her secret words."""
    citizen, cast = somying(session), officers(session)
    citizen.speak("en", NOON)
    citizen.wait_for({"kind": "question", "last": SECRET}, NOON)
    citizen.offered = {SECRET: "help?"}
    event = heard_from(session, citizen, 1, handled_at=NOON)
    event.raw = json.dumps({"replyToken": "t", "message": {"text": SECRET}}, ensure_ascii=False)
    for state in (outbox.State.WAITING, outbox.State.SENT):
        (letter,) = outbox.put(session, citizen, [{"type": "text", "text": SECRET}], NOON)
        letter.state = state
    questions.ask(session, citizen, SECRET, NOON, event_id=event.id)
    unanswered.note(session, SECRET, [], NOON, event.id)
    clips.completed(session, citizen, "film", NOON)
    case = on_the_desk(session, citizen, cast)
    paper, by = case.papers[0], cast.somchai
    prechecks.refuse_paper(
        session, case, by, NOON, seen=case.revision,
        paper=paper, reason=prechecks.Reason.OTHER, words=SECRET,
    )  # fmt: skip
    prechecks.add_note(session, case, by, NOON, seen=case.revision, text=SECRET)
    sent = prechecks.refer(session, case, by, NOON, seen=case.revision, agency="สถานทูต", why=SECRET)
    prechecks.referral_back(
        session, case, by, NOON, seen=case.revision, referral=sent, result=SECRET
    )
    prechecks.put_back(session, case, by, NOON, seen=case.revision)
    prechecks.take(session, case, by, NOON, seen=case.revision)
    prechecks.hand_over(session, case, by, NOON, seen=case.revision, to=cast.malee, why=SECRET)
    audit.note(session, by, audit.PHOTO_SEEN, f"photo:{case.photos[0].attachment_id}", NOON)
    picture(session, citizen, "loose")
    gone = picture(session, citizen, "gone")
    gone.shred(Why.UNSENT, NOON)
    shreddings.note(session, gone, NOON)
    forget_message(session, citizen, "never seen", NOON)
    session.flush()
    return citizen


def test_a_copy_holds_everything_the_citizen_said_and_sent(
    session: Session, citizen: Citizen
) -> None:
    copy, files = export(session, citizen, NOON)
    assert [part for part in exporting.PARTS if not copy[part]] == [
        "booking", "survey_ask", "wish", "erasure", "agency_contact", "happening",
    ]  # fmt: skip
    told = [part for part in copy if SECRET in json.dumps(copy[part], ensure_ascii=False)]
    assert {*told} == {"citizen", "event", "letter", "question", "unanswered", "precheck"}
    assert copy["citizen"]["line_user_id"] == citizen.line_user_id
    kept = session.scalars(select(Attachment.id).where(Attachment.status == Keeping.KEPT))
    assert [file.id for file in files] == sorted(kept)


def test_a_copy_tells_what_was_counted_of_her_and_how_she_judged_us_while_that_leads_to_her(
    session: Session, citizen: Citizen
) -> None:
    noted = len(export(session, citizen, NOON)[0]["happening"])
    happenings.note(session, citizen, What.ASKED, NOON, procedure="id-card")
    happenings.note(session, somying(session, "b"), What.ASKED, NOON)
    survey = surveys.Survey(
        about="question", name="-", question_th="-", question_en="-", scale_max=5,
        levels=[["-", "-"]] * 5, satisfied_from=4, begun_at=NOON,
    )  # fmt: skip
    session.add(survey)
    session.flush()
    surveys.ask(session, survey, citizen, "question:1", NOON)
    surveys.answer(session, citizen, survey, "question:1", 2, NOON)
    surveys.add_words(session, citizen, survey, "question:1", SECRET, NOON)
    copy, _ = export(session, citizen, NOON)
    counted = [(one["what"], one["procedure"]) for one in copy["happening"]]
    assert counted.count(("asked", "id-card")) == 1
    assert len(counted) == noted + 1, "of nobody else"
    (judged,) = copy["survey_ask"]
    assert (judged["level"], judged["words"]) == (2, SECRET)


def test_a_copy_tells_who_looked_at_a_photograph(session: Session, citizen: Citizen) -> None:
    copy, _ = export(session, citizen, NOON)
    looks = [look for one in copy["attachment"] for look in one["looked_at_by"]]
    assert looks == [{"at": NOON.isoformat(), "officer": "somchai"}]


def test_a_copy_holds_no_reply_token_and_nothing_of_others(
    session: Session, citizen: Citizen
) -> None:
    stranger = somying(session, "b")
    event = heard_from(session, stranger, 1)
    event.raw = '{"message": {"text": "ของคนอื่น"}}'
    photographed(session, opened(session, stranger).papers[0])
    copy, files = export(session, citizen, NOON)
    text = json.dumps(copy, ensure_ascii=False)
    assert "replyToken" not in text and "ของคนอื่น" not in text
    assert {file.citizen_id for file in files} == {citizen.id}


def words_kept(session: Session) -> Iterator[str]:
    """Every table in which the secret words still stand."""
    for table in tables.metadata.sorted_tables:
        rows = [repr(row) for row in session.execute(select(table))]
        if any(SECRET in row for row in rows):
            yield table.name


def test_the_secret_stands_in_many_places_before(session: Session, citizen: Citizen) -> None:
    everywhere = {"citizen", "event", "letter", "question", "unanswered", "precheck_paper"}
    everywhere |= {"precheck_note", "precheck_referral", "precheck_step"}
    assert set(words_kept(session)) >= everywhere


def test_a_forgotten_citizens_words_stand_nowhere(session: Session, citizen: Citizen) -> None:
    erase(session, citizen, NOON + DAY)
    session.flush()
    assert list(words_kept(session)) == []


def test_a_forgotten_citizens_pictures_go_to_the_shredder(
    session: Session, citizen: Citizen
) -> None:
    erase(session, citizen, NOON + DAY)
    session.expire_all()
    whys = session.scalars(select(Attachment.why).distinct()).all()
    statuses = set(session.scalars(select(Attachment.status)))
    assert statuses == {Keeping.FORGET}
    assert set(whys) == {Why.ERASED, Why.UNSENT, Why.WITHDRAWN}


def test_a_forgotten_citizens_case_ends_and_keeps_no_name(
    session: Session, citizen: Citizen
) -> None:
    erase(session, citizen, NOON + DAY)
    (case,) = session.scalars(select(Precheck))
    assert (case.state, case.ended_at) == (State.WITHDRAWN, NOON + DAY)
    assert (case.citizen_id, case.consent_id, case.answers) == (None, None, {})
    assert case.papers and case.steps and not case.all_photos


def test_a_forgotten_citizen_is_asked_for_consent_anew_and_may_come_back(
    session: Session, citizen: Citizen
) -> None:
    erase(session, citizen, NOON + DAY)
    assert consents.current(session, citizen, consents.PRECHECK) is None
    assert (citizen.language, citizen.offered, citizen.topic) == ("th", {}, None)
    assert opened(session, citizen, NOON + 2 * DAY).state is State.COLLECTING


def test_that_a_citizen_was_forgotten_is_written_down(session: Session, citizen: Citizen) -> None:
    erase(session, citizen, NOON + DAY)
    (proof,) = session.scalars(select(Erasure))
    assert (proof.citizen_id, proof.at) == (citizen.id, NOON + DAY)
    assert proof.counts["precheck"] == 1 and proof.counts["attachment"] > 0
    copy, files = export(session, citizen, NOON + 2 * DAY)
    assert (files, copy["event"], copy["precheck"]) == ([], [], [])


def test_what_was_heard_later_and_what_is_on_its_way_stays(
    session: Session, citizen: Citizen
) -> None:
    later = heard_from(session, citizen, 2, NOON + 2 * DAY)
    later.raw = '{"message": {"text": "สวัสดี"}}'
    (on_its_way,) = outbox.put(session, citizen, [{"type": "text", "text": "ค่ะ"}], NOON)
    on_its_way.state = outbox.State.SENDING
    erase(session, citizen, NOON + DAY)
    session.expire_all()
    assert (later.raw != "{}", on_its_way.messages != []) == (True, True)


def test_nobody_else_is_forgotten(session: Session, citizen: Citizen) -> None:
    stranger = somying(session, "b")
    event = heard_from(session, stranger, 1, handled_at=NOON)
    event.raw = '{"message": {"text": "ของคนอื่น"}}'
    case = opened(session, stranger)
    photo = photographed(session, case.papers[0])
    outbox.put(session, stranger, [{"type": "text", "text": "ค่ะ"}], NOON)
    erase(session, citizen, NOON + DAY)
    session.expire_all()
    assert (case.state, case.citizen_id) == (State.COLLECTING, stranger.id)
    assert (photo.attachment.status, event.raw != "{}") == (Keeping.KEPT, True)
    theirs = select(Letter.messages).where(Letter.citizen_id == stranger.id)
    assert session.scalars(theirs).all() == [[{"type": "text", "text": "ค่ะ"}]]


def test_forgetting_twice_does_no_harm(session: Session, citizen: Citizen) -> None:
    erase(session, citizen, NOON + DAY)
    erase(session, citizen, NOON + 2 * DAY)
    assert session.scalar(select(func.count(Erasure.id))) == 2


def reached() -> set[str]:
    """Every table from whose rows keys lead to a citizen, however many steps away."""
    found, everything = {"citizen", "event"}, set(tables.metadata.sorted_tables)
    while more := {t.name for t in everything if t.name not in found and _leads(t, found)}:
        found |= more
    return found


def _leads(table: Table, known: set[str]) -> bool:
    named = {"citizen_id", "line_user_id", "person"} & set(table.columns.keys())
    return bool(named) or any(key.column.table.name in known for key in table.foreign_keys)


def test_every_table_that_leads_to_a_citizen_is_forgotten_or_kept_for_a_reason() -> None:
    assert reached() == set(ERASERS) | set(KEPT) | WITHIN


def test_every_table_that_leads_to_a_citizen_is_in_the_copy() -> None:
    told = set(exporting.PARTS) | WITHIN | {"citizen"}
    assert reached() == told


def test_every_reason_to_keep_is_a_sentence() -> None:
    assert all(len(why) > 10 for why in KEPT.values())
    assert erasing.export is export and Event.__tablename__ in ERASERS
