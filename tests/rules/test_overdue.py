"""What is past its day is counted, of every table that promises a day, and nothing else is."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from models import attachments, office_files, outbox, overdue
from models.attachments import Attachment, Keeping
from models.outbox import State
from models.prechecks import State as Case
from models.retention import ROWS, RULES, WORDS
from models.tables import metadata
from models.unanswered import Unanswered
from scheduler import forget, prechecks
from tests.office_papers import PDF
from tests.people import DAY, NOON, heard_from, somying
from tests.prechecks import submitted

HOUR = timedelta(hours=1)


def test_every_table_whose_rows_go_in_time_is_looked_at() -> None:
    assert set(overdue.rows(NOON)) == {name for name, rule in RULES.items() if rule.after}


def test_every_table_that_names_files_in_the_vault_is_looked_at() -> None:
    files = {name for name, table in metadata.tables.items() if "vault_name" in table.columns}
    asked = [query for kind in overdue.contents(NOON).values() for query in kind]
    assert files <= {table.name for query in asked for table in query.columns_clause_froms}


def test_a_new_office_owes_nothing(session: Session) -> None:
    somying(session)
    assert overdue.things(session, NOON) == {}


@pytest.mark.parametrize("kept", [False, True])
def test_a_file_of_the_office_that_was_to_be_shredded_is_told_of(
    session: Session, kept: bool
) -> None:
    file = office_files.reserve(session, "คำสั่ง.pdf", "application/pdf", PDF, None, NOON)
    due = NOON + office_files.UPLOAD_WITHIN
    if kept:
        office_files.kept(session, file.id, NOON)
        assert overdue.things(session, NOON + 900 * DAY) == {}
        file.remove(NOON)
        due = NOON + office_files.UNDO_WITHIN
    session.flush()
    assert overdue.things(session, due + overdue.GRACE) == {}
    assert overdue.things(session, due + overdue.GRACE + HOUR) == {"office_files": 1}
    file.shredded_at = due
    session.flush()
    assert overdue.things(session, NOON + 900 * DAY) == {}


def test_a_row_nobody_took_away_is_told_of_by_its_table(session: Session) -> None:
    heard_from(session, somying(session), 1, handled_at=NOON).forget()
    session.flush()
    late = ROWS + overdue.GRACE
    assert overdue.things(session, NOON + late) == {}
    assert overdue.things(session, NOON + late + HOUR) == {"event": 1}


def test_what_the_clock_did_leaves_nothing_overdue(session: Session) -> None:
    citizen = somying(session)
    heard = heard_from(session, citizen, 1, handled_at=NOON)
    heard.raw = '{"message": {"text": "ความลับ"}}'
    for state in (State.SENT, State.PARKED, State.REFUSED):
        [letter] = outbox.put(session, citizen, [{"type": "text"}], NOON)
        letter.state = state
    noted = {"text": "ก", "key": "ก", "nearest": [], "noted_at": NOON}
    session.execute(insert(Unanswered).values(noted))
    attachments.expect(session, citizen, "m1", "image", NOON, NOON)
    case = submitted(session, citizen)
    case.state, case.ended_at = Case.CLOSED, NOON
    session.flush()
    late = NOON + WORDS + overdue.GRACE + HOUR
    counted = overdue.things(session, late)
    assert (counted["words"], counted["pictures"]) == (5, 1)
    assert counted["case_pictures"] == sum(len(paper.photos) for paper in case.papers)
    forget.run(session, late)
    prechecks.clear(session, late)
    session.execute(update(Attachment).values(status=Keeping.FORGOTTEN))  # the shredder
    session.expire_all()
    assert overdue.things(session, late) == {}
