"""Where a visit stands, and every way it can move; the whole table can be read here."""

from enum import StrEnum


class State(StrEnum):
    """Where a booking stands."""

    HELD = "held"  # kept for somebody on the waiting list until `held_until`
    BOOKED = "booked"
    ARRIVED = "arrived"
    SERVED = "served"
    CAME_BACK = "came_back"  # seen at the counter, and must come once more
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    MOVED = "moved"  # another booking took its place
    DISPLACED = "displaced"  # the office closed, and no seat was found: waits for a new day
    OVER = "over"  # a held seat nobody took

    @property
    def name_th(self) -> str:
        """The state in the office's words."""
        return NAMES[self]


NAMES = {
    State.HELD: "รอผู้อยู่ในคิวสำรองยืนยัน",
    State.BOOKED: "นัดแล้ว",
    State.ARRIVED: "มาถึงแล้ว",
    State.SERVED: "เสร็จเรียบร้อย",
    State.CAME_BACK: "ต้องมาใหม่",
    State.NO_SHOW: "ไม่มาตามนัด",
    State.CANCELLED: "ยกเลิก",
    State.MOVED: "เลื่อนนัด",
    State.DISPLACED: "รอเลือกวันใหม่",
    State.OVER: "ไม่ได้ยืนยันที่ว่าง",
}

# Somebody still means to come.
LIVE = (State.BOOKED, State.ARRIVED)
# A seat is taken by these; a held one only until its time is over.
SEATED = (State.BOOKED, State.ARRIVED, State.SERVED, State.CAME_BACK, State.NO_SHOW)
# At the counter, in the order of a day.
AT_COUNTER = (State.ARRIVED, State.SERVED, State.CAME_BACK, State.NO_SHOW)

MOVES: frozenset[tuple[State, State]] = frozenset(
    {
        (State.HELD, State.BOOKED),
        (State.HELD, State.OVER),
        (State.BOOKED, State.ARRIVED),
        (State.BOOKED, State.NO_SHOW),
        (State.BOOKED, State.CANCELLED),
        (State.BOOKED, State.MOVED),
        (State.BOOKED, State.DISPLACED),
        (State.DISPLACED, State.MOVED),
        (State.DISPLACED, State.CANCELLED),
        (State.ARRIVED, State.SERVED),
        (State.ARRIVED, State.CAME_BACK),
        # What was noted by mistake is taken back.
        (State.ARRIVED, State.BOOKED),
        (State.NO_SHOW, State.BOOKED),
        (State.SERVED, State.ARRIVED),
        (State.CAME_BACK, State.ARRIVED),
        (State.ARRIVED, State.CANCELLED),  # of somebody who was never there: a walk-in
    }
)
