"""Every table says how long its rows stay; the clock takes the old ones away and no others."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, func, insert, select, text
from sqlalchemy.orm import Session, sessionmaker

from models import office_settings, outbox, pruning, questions
from models.attachments import Attachment, Keeping
from models.base import Base
from models.inbox import Event
from models.office_settings import LINE_USED, PUSH_RESERVE
from models.outbox import Letter, State
from models.prechecks import Precheck
from models.questions import Question, Setting
from models.retention import ARCHIVE, CASES, FIRINGS, ROWS, RULES, WORDS, told
from models.tables import metadata
from models.unanswered import Decision, Unanswered
from scheduler import TIMETABLE, forget, prune
from tests.house.filling import LONG_AGO, fill
from tests.house.tree import text as paper
from tests.officers import officers
from tests.people import DAY, NOON, heard_from, somying
from tests.prechecks import submitted

PRUNED = {table.__tablename__ for table in pruning.OLDS}
BY_THE_FORGETTER = {"firing", "line_call"}


def test_every_table_says_how_long_its_rows_stay_and_why() -> None:
    assert set(RULES) == set(metadata.tables)
    assert all(rule.why for rule in RULES.values())


def test_what_has_a_time_is_taken_away_and_what_has_none_stays() -> None:
    timed = {name for name, rule in RULES.items() if rule.after}
    assert timed == PRUNED | BY_THE_FORGETTER & set(RULES)


def test_what_goes_along_with_another_is_cut_off_with_it_by_the_database() -> None:
    for name, rule in RULES.items():
        if rule.along:
            cut = {
                fk.column.table.name
                for fk in metadata.tables[name].foreign_keys
                if fk.ondelete == "CASCADE"
            }
            assert rule.along in cut
            assert RULES[rule.along].after


def test_the_papers_tell_the_same_rules() -> None:
    lines = paper("docs/retention.md").splitlines()
    assert [line for line in lines if line.startswith("| `")] == told()


def count(session: Session, table: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_events_and_letters_go_after_their_time_and_not_a_day_before(session: Session) -> None:
    citizen = somying(session)
    old = heard_from(session, citizen, 1, NOON - DAY, handled_at=NOON)
    heard_from(session, citizen, 2, NOON, handled_at=NOON)
    waiting = heard_from(session, citizen, 3, NOON - DAY)
    for moment in (NOON - DAY, NOON):
        [letter] = outbox.put(session, citizen, [{"type": "text"}], moment, answering=old)
        letter.delivered("reply", moment)
    session.flush()
    assert prune.run(session, NOON + ROWS - 1 * DAY) == 0
    assert prune.run(session, NOON + ROWS) == 2
    assert set(session.scalars(select(Event.webhook_event_id))) == {
        f"{citizen.id}-2",
        waiting.webhook_event_id,
    }
    [left] = session.scalars(select(Letter).execution_options(populate_existing=True))
    assert (left.state, left.event_id) == (State.SENT, None)
    assert count(session, type(citizen)) == 1


def test_a_parked_letter_and_a_waiting_question_are_never_simply_taken_away(
    session: Session,
) -> None:
    citizen = somying(session)
    [letter] = outbox.put(session, citizen, [{"type": "text"}], NOON)
    letter.state = State.PARKED
    heard_from(session, citizen, 1)
    asked = {"citizen_id": citizen.id, "text": "", "nearest": [], "asked_at": NOON}
    for state in (questions.State.WAITING, questions.State.DONE):
        session.execute(insert(Question).values(asked | {"state": state, "touched_at": NOON}))
    prune.run(session, NOON + 2 * CASES)
    assert [q.state for q in session.scalars(select(Question))] == [questions.State.WAITING]
    assert (count(session, Letter), count(session, Event)) == (1, 1)


def test_a_case_goes_with_all_that_belongs_to_it_and_then_its_forgotten_photographs(
    session: Session,
) -> None:
    case = submitted(session, somying(session))
    case.ended_at = NOON
    for photo in session.scalars(select(Attachment)):
        photo.status = Keeping.FORGOTTEN
    session.flush()
    assert prune.run(session, NOON + CASES - DAY) == 0
    assert prune.run(session, NOON + CASES + DAY) > 1
    for name in ("precheck", "precheck_paper", "precheck_photo", "precheck_step", "attachment"):
        assert session.scalar(text(f"SELECT count(*) FROM {name}")) == 0
    assert count(session, Precheck) == 0


def test_a_figure_line_told_goes_but_the_newest_and_what_officers_decided_stay(
    session: Session,
) -> None:
    head = officers(session).head
    for number in range(3):
        office_settings.note(session, LINE_USED, number, NOON + number * DAY)
    for number in range(2):
        office_settings.decide(session, PUSH_RESERVE, number, head, NOON)
    prune.run(session, NOON + 10 * ROWS)
    left = session.execute(select(Setting.name, Setting.value).order_by(Setting.id)).all()
    assert [tuple(row) for row in left] == [(LINE_USED, 2), (PUSH_RESERVE, 0), (PUSH_RESERVE, 1)]


def test_a_decision_stays_as_long_as_a_message_leans_on_it(session: Session) -> None:
    decided = Decision(state="dismissed", officer_id=officers(session).head.id, decided_at=NOON)
    session.add(decided)
    session.flush()
    noted = {"text": "", "key": "", "nearest": [], "decision_id": decided.id}
    session.execute(insert(Unanswered).values(noted | {"noted_at": NOON + 30 * DAY}))
    prune.run(session, NOON + ROWS + DAY)
    assert count(session, Decision) == 1
    prune.run(session, NOON + ROWS + 31 * DAY)
    assert count(session, Decision) == 0


@pytest.fixture
def night(sessions: sessionmaker[Session]) -> Iterator[Callable[[], int]]:
    """Two batches and seven events of long ago and one of today; one strike of the clock."""
    with sessions.begin() as session:
        session.execute(
            text(
                "INSERT INTO event (webhook_event_id, type, occurred_at, received_at, raw,"
                " handled_at) SELECT n::text, 'message', :at, :at, '{}', :at"
                " FROM generate_series(1, :many) n"
            ),
            {"at": NOON - 2 * ROWS, "many": 2 * pruning.BATCH + 7},
        )
        heard_from(session, somying(session), 1, handled_at=NOON)

    def strike() -> int:
        with sessions.begin() as session:
            return prune.run(session, NOON)

    yield strike


def test_a_strike_takes_one_batch_and_the_next_strike_goes_on(
    session: Session, night: Callable[[], int]
) -> None:
    assert [night() for _ in range(4)] == [pruning.BATCH, pruning.BATCH, 7, 0]
    assert count(session, Event) == 1


def test_only_the_oldest_rows_are_looked_at(
    night: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pruning, "LOOK", 10)
    assert night() == 10


def test_what_somebody_holds_is_passed_over(engine: Engine, night: Callable[[], int]) -> None:
    with engine.begin() as busy:
        held = busy.scalar(select(func.min(Event.id)))
        busy.execute(text("SELECT 1 FROM event WHERE id = :id FOR UPDATE"), {"id": held})
        assert night() == pruning.BATCH
    assert night() + night() == pruning.BATCH + 7


def test_the_clock_keeps_its_diary_forty_days(session: Session) -> None:
    for age in (FIRINGS - DAY, FIRINGS + DAY):
        session.execute(text("INSERT INTO firing VALUES ('forget', :at, :at)"), {"at": NOON - age})
    forget.run(session, NOON)
    assert session.scalar(text("SELECT count(*) FROM firing")) == 1


def test_pruning_is_done_at_night_many_times(session: Session) -> None:
    [job] = [job for job in TIMETABLE if job.name == "prune"]
    assert (job.hour, job.minute) == ("0-4", "*/2")
    assert timedelta(0) < WORDS < ROWS < CASES < ARCHIVE


# What lets a row go, where a column filled at random would not say so.
ENDED = (
    "UPDATE letter SET state = 'sent'",
    "UPDATE question SET state = 'done'",
    "UPDATE attachment SET status = 'forgotten'",
    "UPDATE office_setting SET name = 'line_used', officer_id = NULL",
)


def test_every_table_filled_to_the_last_column_is_empty_once_its_time_is_over(
    engine: Engine, sessions: sessionmaker[Session]
) -> None:
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        fill(connection)
        for words in ENDED:
            connection.execute(text(words))

    def left() -> dict[str, int]:
        with engine.connect() as connection:
            return {t.name: connection.scalar(select(func.count()).select_from(t)) or 0
                    for t in metadata.sorted_tables}  # fmt: skip

    def nights(moment: datetime) -> None:
        for _ in range(5):
            with sessions.begin() as session:
                prune.run(session, moment)
                forget.run(session, moment)

    timed = {name: rule.after for name, rule in RULES.items() if rule.after}
    nights(LONG_AGO + min(timed.values()))
    assert set(left().values()) == {3}, "not a day before"
    for after in sorted(set(timed.values())):
        nights(LONG_AGO + after + 4 * DAY)
        late = {name for name, time in timed.items() if time <= after}
        found = left()
        assert {
            name: found[name] for name in late if found[name] > (name == "office_setting")
        } == {}
    kept = {name for name, rule in RULES.items() if not rule.after and not rule.along}
    assert {found[name] for name in kept} == {3}
