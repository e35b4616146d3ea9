"""A citizen's side of a case: opened once, filled with photographs, submitted, withdrawn."""

from sqlalchemy.orm import Session

from models.prechecks import PaperState, State
from tests.officers import officers
from tests.people import DAY, NOON, somying
from tests.prechecks import opened, passed


def test_a_case_begins_with_the_papers_the_answers_call_for(session: Session) -> None:
    case = opened(session, somying(session))
    assert (case.state, case.receipt) == (State.COLLECTING, f"P-{case.id:06d}")
    assert case.papers and all(paper.state is PaperState.ASKED for paper in case.papers)
    assert [paper.place for paper in case.papers] == list(range(1, len(case.papers) + 1))


def test_whoever_begins_again_is_given_the_open_case(session: Session) -> None:
    citizen = somying(session)
    assert opened(session, citizen) is opened(session, citizen, NOON + DAY)


def test_a_case_goes_all_the_way(session: Session) -> None:
    citizen, cast = somying(session), officers(session)
    case = passed(session, citizen, cast)
    assert case.state is State.PASSED
    assert [step.to_state for step in case.steps] == [
        State.COLLECTING, State.WAITING, State.CHECKING, State.PASSED,
    ]  # fmt: skip
