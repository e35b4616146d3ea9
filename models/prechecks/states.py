"""Where a case and each of its papers may stand, who moves it, and which moves are told."""

from collections.abc import Mapping
from enum import StrEnum


class State(StrEnum):
    """Where a case stands."""

    COLLECTING = "collecting"  # the citizen sends photographs
    WAITING = "waiting"  # for an officer
    CHECKING = "checking"  # an officer has it
    REFERRED = "referred"  # another agency looks at it
    RETURNED = "returned"  # some papers are asked for again
    PASSED = "passed"  # nothing stands in the way of a visit
    WITHDRAWN = "withdrawn"  # the citizen wanted no more of it
    LAPSED = "lapsed"  # left alone for too long
    CLOSED = "closed"  # the visit is done

    @property
    def name_th(self) -> str:
        """The state in the office's words."""
        return STATE_NAMES[self]

    @property
    def ended(self) -> bool:
        """Whether nothing more happens to such a case."""
        return self in (State.WITHDRAWN, State.LAPSED, State.CLOSED)

    @property
    def takes_photos(self) -> bool:
        """Whether a photograph sent now belongs to such a case."""
        return not self.ended and self is not State.PASSED


STATE_NAMES = {
    State.COLLECTING: "กำลังรวบรวมเอกสาร",
    State.WAITING: "รอเจ้าหน้าที่ตรวจ",
    State.CHECKING: "เจ้าหน้าที่กำลังตรวจ",
    State.REFERRED: "ส่งตรวจหน่วยงานอื่น",
    State.RETURNED: "ขอเอกสารบางรายการใหม่",
    State.PASSED: "เอกสารผ่านแล้ว",
    State.WITHDRAWN: "ถอนเรื่องแล้ว",
    State.LAPSED: "ปิดเรื่องเพราะพ้นกำหนด",
    State.CLOSED: "เสร็จสิ้น",
}
OPEN = tuple(state for state in State if not state.ended)

_BY_PEOPLE = {
    (State.COLLECTING, State.WAITING),  # submitted
    (State.WAITING, State.CHECKING),  # taken by an officer
    (State.CHECKING, State.WAITING),  # put back, or handed over
    (State.CHECKING, State.REFERRED),  # sent to another agency
    (State.REFERRED, State.CHECKING),  # the agency answered
    (State.CHECKING, State.RETURNED),  # looked at: something is asked for again
    (State.RETURNED, State.WAITING),  # submitted again
    (State.CHECKING, State.PASSED),  # looked at: all is well
    (State.PASSED, State.CHECKING),  # reopened
    (State.PASSED, State.CLOSED),  # the visit is done, or its time is over
}
_BY_CLOCK = {(State.COLLECTING, State.LAPSED), (State.RETURNED, State.LAPSED)}
_WITHDRAWALS = {(state, State.WITHDRAWN) for state in OPEN}

# Every pair of states a case may go between.
MOVES: frozenset[tuple[State, State]] = frozenset(_BY_PEOPLE | _BY_CLOCK | _WITHDRAWALS)
# The moves a citizen is told of, and whether telling is a duty that may draw on the reserve.
NOTIFIES: Mapping[tuple[State, State], bool] = {
    (State.CHECKING, State.RETURNED): True,
    (State.CHECKING, State.PASSED): True,
    (State.PASSED, State.CHECKING): True,  # they were told to choose a day
    (State.CHECKING, State.REFERRED): False,
    (State.COLLECTING, State.LAPSED): False,
    (State.RETURNED, State.LAPSED): False,
}


class PaperState(StrEnum):
    """Where one paper of a case stands."""

    ASKED = "asked"
    GIVEN = "given"  # photographed, not yet decided about
    BRINGING = "bringing"  # no photograph: comes along on the day
    PASSED = "passed"
    REFUSED = "refused"  # to be photographed again
    WAIVED = "waived"  # an officer says it is not needed

    @property
    def name_th(self) -> str:
        """The state in the office's words."""
        return PAPER_STATE_NAMES[self]

    @property
    def lacking(self) -> bool:
        """Whether the citizen still has to do something about such a paper."""
        return self in (PaperState.ASKED, PaperState.REFUSED)

    @property
    def decided(self) -> bool:
        """Whether an officer decided about such a paper."""
        return self in (PaperState.PASSED, PaperState.REFUSED, PaperState.WAIVED)


PAPER_STATE_NAMES = {
    PaperState.ASKED: "ยังไม่ได้ส่ง",
    PaperState.GIVEN: "ส่งแล้ว",
    PaperState.BRINGING: "นำมาวันนัด",
    PaperState.PASSED: "ผ่าน",
    PaperState.REFUSED: "ขอใหม่",
    PaperState.WAIVED: "ไม่ต้องใช้",
}


class Reason(StrEnum):
    """Why a paper is asked for again; the list is closed, so that each has its good example."""

    BLURRED = "blurred"
    DARK = "dark"
    GLARE = "glare"
    CROPPED = "cropped"
    WRONG_PAPER = "wrong_paper"
    EXPIRED = "expired"
    NAME_DIFFERS = "name_differs"
    UNSIGNED = "unsigned"
    PAGES_MISSING = "pages_missing"
    UNREADABLE = "unreadable"
    OTHER = "other"
