"""What a visit is being chosen for: a procedure, perhaps papers that passed, or a visit to move."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.citizens import postbacks
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from handlers.citizens.precheck_case import number
from models import prechecks
from models.appointments import Booking, Matter, State, Wish, matter_of
from models.calendar import Half
from models.catalogue import Procedure
from models.prechecks import Precheck

BOOKABLE = ("bookable", "recommended", "required")
RECEIPT = re.compile(r"P-0*(\d{1,9})", re.ASCII)


@dataclass(frozen=True)
class Errand:
    """What the buttons of one choice carry along; `moving` is the visit to be given for another."""

    matter: Matter
    precheck: Precheck | None = None
    moving: Booking | None = None

    def write(self, verb: str, /, **more: object) -> str:
        """What a button about this errand carries."""
        about: dict[str, object] = {"p": self.matter.procedure}
        if self.precheck is not None:
            about = {"c": self.precheck.receipt}
        if self.moving is not None:
            about = {"b": self.moving.id}
        return postbacks.write(verb, **about, **more)

    @property
    def topic(self) -> Values:
        """The same, to be remembered while a typed day is waited for."""
        return postbacks.read(self.write(""))[1]


def errand(chat: Chat, values: Values) -> Errand | None:
    """What a button is about; None when it is nothing of this citizen's that can be booked now."""
    if "b" in values:
        moving = own(chat, values)
        if moving is None or moving.state not in (State.BOOKED, State.DISPLACED):
            return None
        return Errand(matter_of(moving), moving=moving)
    if "c" in values:
        case = case_of(chat, values)
        if case is None or case.state is not prechecks.State.PASSED:
            return None
        return Errand(Matter(case.procedure, case.section, case.procedure_name), case)
    known = chat.office.catalogue.procedures.get(values.get("p", ""))
    if known is None or known.appointment not in BOOKABLE:
        return None
    return Errand(matter(known), passed(chat, known.slug))


def case_of(chat: Chat, values: Values) -> Precheck | None:
    """The citizen's own case of papers a receipt names."""
    named = RECEIPT.fullmatch(values.get("c", ""))
    case = chat.session.get(Precheck, int(named[1])) if named else None
    return case if case is not None and case.citizen_id == chat.citizen.id else None


def own(chat: Chat, values: Values) -> Booking | None:
    """The citizen's own booking that a button is about; somebody else's is none."""
    booking_id = number(values, "b")
    booking = chat.session.get(Booking, booking_id) if booking_id else None
    return booking if booking is not None and booking.citizen_id == chat.citizen.id else None


def own_wish(chat: Chat, values: Values) -> Wish | None:
    """The citizen's own place on the waiting list that a button is about."""
    wish_id = number(values, "w")
    wish = chat.session.get(Wish, wish_id) if wish_id else None
    return wish if wish is not None and wish.citizen_id == chat.citizen.id else None


def passed(chat: Chat, procedure: str) -> Precheck | None:
    """The citizen's case for this procedure whose papers all passed."""
    cases = prechecks.open_of(chat.session, chat.citizen)
    found = (case for case in cases if case.procedure == procedure)
    return next((case for case in found if case.state is prechecks.State.PASSED), None)


def matter(procedure: Procedure) -> Matter:
    """What somebody comes for."""
    return Matter(procedure.slug, procedure.section, procedure.name_th)


def day_of(values: Values) -> date | None:
    """The day a button carries."""
    try:
        return date.fromisoformat(values.get("d", ""))
    except ValueError:
        return None


def half_of(values: Values) -> Half | None:
    """The half of a day a button carries."""
    return next((half for half in Half if half == values.get("h")), None)
