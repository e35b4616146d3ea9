"""A case moves between its states as one table says, and leaves a step each time."""

from itertools import product

import pytest

from models import prechecks
from models.prechecks import MOVES, NOTIFIES, By, PaperState, Precheck, State, WrongState
from tests.people import NOON

PAIRS = list(product(State, State))


def standing(state: State) -> Precheck:
    return Precheck(state=state, revision=1, touched_at=NOON)


@pytest.mark.parametrize("pair", sorted(MOVES), ids="-".join)
def test_each_move_of_the_table_is_allowed_and_leaves_a_step(pair: tuple[State, State]) -> None:
    case = standing(pair[0])
    step = case.move(pair[1], NOON, By.OFFICER, officer_id=7, why="เหตุผล")
    assert (case.state, case.revision, case.steps) == (pair[1], 2, [step])
    assert (step.from_state, step.to_state, step.at) == (*pair, NOON)
    assert (step.by, step.officer_id, step.why) == (By.OFFICER, 7, "เหตุผล")
    assert (case.ended_at == NOON) is pair[1].ended


@pytest.mark.parametrize("pair", [p for p in PAIRS if p not in MOVES], ids="-".join)
def test_every_other_move_is_refused_and_changes_nothing(pair: tuple[State, State]) -> None:
    case = standing(pair[0])
    with pytest.raises(WrongState):
        case.move(pair[1], NOON, By.OFFICER)
    assert (case.state, case.revision, case.steps) == (pair[0], 1, [])


def test_nothing_leaves_an_ended_state_and_each_open_one_can_be_withdrawn() -> None:
    assert not [pair for pair in MOVES if pair[0].ended]
    assert all((state, State.WITHDRAWN) in MOVES for state in prechecks.OPEN)


def test_every_state_is_reached_and_every_open_one_is_left() -> None:
    assert {to for _, to in MOVES} >= set(State) - {State.COLLECTING}
    assert {start for start, _ in MOVES} == set(prechecks.OPEN)


def test_only_moves_of_the_table_are_told() -> None:
    assert set(NOTIFIES) <= MOVES


def test_each_state_has_its_thai_name() -> None:
    assert all(state.name_th for state in [*State, *PaperState])
