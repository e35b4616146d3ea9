"""Where a question to an officer may stand, who moves it, and which moves are told."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a question stands."""

    WAITING = "waiting"  # for an officer
    OWNED = "owned"  # an officer has it; the bot leaves the conversation to them
    ANSWERED = "answered"  # the citizen may say whether it is understood
    DONE = "done"  # understood, or nothing more was heard
    DEFLECTED = "deflected"  # one of the prepared answers was the right one
    WITHDRAWN = "withdrawn"  # the citizen wants no answer any more
    FORGOTTEN = "forgotten"  # the words are gone

    @property
    def name_th(self) -> str:
        """The state in the office's words."""
        return STATE_NAMES[self]

    @property
    def open(self) -> bool:
        """Whether the office still owes something."""
        return self in OPEN


STATE_NAMES = {
    State.WAITING: "รอเจ้าหน้าที่",
    State.OWNED: "เจ้าหน้าที่กำลังดูแล",
    State.ANSWERED: "ตอบแล้ว",
    State.DONE: "เรียบร้อย",
    State.DEFLECTED: "คำตอบที่เตรียมไว้ตรงแล้ว",
    State.WITHDRAWN: "ยกเลิกคำถาม",
    State.FORGOTTEN: "ลบข้อความแล้ว",
}
OPEN = (State.WAITING, State.OWNED)

_BY_PEOPLE = {
    (State.WAITING, State.OWNED),  # taken by an officer
    (State.OWNED, State.WAITING),  # put back, or handed over
    (State.WAITING, State.ANSWERED),  # answered together with questions like it
    (State.OWNED, State.ANSWERED),
    (State.ANSWERED, State.WAITING),  # not understood
    (State.ANSWERED, State.OWNED),  # not understood, and the officer is still there
    (State.ANSWERED, State.DONE),  # understood
    (State.WAITING, State.DEFLECTED),  # a prepared answer was the right one
    (State.WAITING, State.WITHDRAWN),
    (State.OWNED, State.WITHDRAWN),
    (State.DONE, State.WAITING),  # asked again about the same
}
_FORGETTING = {(state, State.FORGOTTEN) for state in State if state is not State.FORGOTTEN}

# Every pair of states a question may go between; the clock ends what nobody came back to.
MOVES: frozenset[tuple[State, State]] = frozenset(_BY_PEOPLE | _FORGETTING)
# The moves a citizen is told of, and whether telling is a duty that may draw on the reserve.
NOTIFIES: Mapping[tuple[State, State], bool] = {
    (State.OWNED, State.ANSWERED): False,
    (State.WAITING, State.ANSWERED): False,
}
