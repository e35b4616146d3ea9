"""Takes back what an officer did to the calendar, as long as nobody changed it since."""

from collections.abc import Callable
from typing import Any

from flask import abort, request, url_for

from handlers.staff.calendar_words import demand_edit
from handlers.staff.visit import note, now, officer, session
from models import calendar
from models.audit import Act
from models.calendar import AlreadyThere, CalendarDay, NotSo


def days_of(act: Act) -> list[CalendarDay]:
    """The rows an act added or removed."""
    numbers = (act.after or {}).get("days", [])
    return [row for row in (session().get(CalendarDay, n) for n in numbers) if row]


def _added(act: Act) -> None:
    for row in days_of(act):
        calendar.remove_day(session(), row, officer(), now())


def _removed(act: Act) -> None:
    for row in days_of(act):
        calendar.restore_day(session(), row)


def _hours_set(act: Act) -> None:
    calendar.take_back_hours(session(), _service(act), act.at, now())


def _hours_confirmed(act: Act) -> None:
    calendar.unconfirm_hours(session(), _service(act))


def _year_confirmed(act: Act) -> None:
    calendar.unconfirm_year(session(), (act.after or {})["year"])


BACK: dict[str, Callable[[Act], None]] = {
    "calendar.day_added": _added,
    "calendar.day_removed": _removed,
    "calendar.hours_set": _hours_set,
    "calendar.hours_confirmed": _hours_confirmed,
    "calendar.year_confirmed": _year_confirmed,
}


def done() -> Act | None:
    """What this officer has just done, so that the page can offer to undo it."""
    number = request.args.get("done", type=int)
    act = session().get(Act, number) if number else None
    return act if act and act.action in BACK and act.officer_id == officer().id else None


def take_back(act: Act) -> None:
    """Undo an act; refuses the request when somebody changed the same thing since."""
    demand_edit(_service(act))
    try:
        BACK[act.action](act)
    except (NotSo, AlreadyThere):
        abort(409)
    note("calendar.undone", act.subject, before={"action": act.action}, after={"act": act.id})


def place_of(act: Act) -> str:
    """The page that shows what an act was about."""
    if act.action.startswith("calendar.hours"):
        return url_for("calendar.hours")
    if act.action == "calendar.year_confirmed":
        return url_for("calendar.year", number=(act.after or {})["year"])
    return url_for("calendar.show", day=act.subject.partition(":")[2])


def _service(act: Act) -> str | None:
    return (act.after or {}).get("service")


def write_down(action: str, subject: str, after: dict[str, Any], **more: Any) -> int:
    """Note an act of this desk; its number, by which it can be undone."""
    act = note(action, subject, after=after, **more)
    session().flush()
    return act.id
