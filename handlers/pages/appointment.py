"""The page of one visit: its QR for the counter, its number, what to bring, where, the calendar."""

from dataclasses import dataclass
from datetime import UTC

import qrcode
from flask import Blueprint, Response, abort, current_app
from sqlalchemy import select

from handlers.citizens import appointment_words
from handlers.citizens.visits import map_of
from handlers.citizens.words import later
from handlers.pages.calendar_file import calendar_file
from handlers.pages.visit import lent, now, paper, session, speak_with, words
from models import calendar
from models.appointments import LIVE, Booking, State, matter_of
from models.calendar import Half, Opening
from models.catalogue import Procedure, Standing
from models.citizens import Citizen
from models.office import Office
from models.prechecks import Precheck

PURPOSE = "visit"
NUMBER = later("คิวที่ {number}")
REFERENCE = later("เลขที่นัด {reference}")
ORIGINALS = later("เอกสารตัวจริงของรูปที่ผ่านการตรวจแล้ว")
BRING = later("อย่าลืมนำมา")


@dataclass(frozen=True)
class Told:
    """What the page says of a visit, in its reader's language."""

    name: str
    day: str
    hours: str
    office: str
    address: str
    phone: str
    map: str
    bring: tuple[str, ...]
    unconfirmed: bool


def open_page(pages: Blueprint) -> None:
    """Add the page to those under /p."""
    pages.add_url_rule("/visit/<token>", "visit", show)
    pages.add_url_rule("/visit/<token>/visit.ics", "visit_file", file)


def show(token: str) -> str:
    """The visit as it stands; only one that is still to come shows a QR."""
    booking = _booking(token)
    state = words()(appointment_words.STATES[State(booking.state)])
    number = booking.queue_number(words().language)
    if booking.state not in LIVE or _opening(booking) is None:
        return paper("appointment_over", state=state, booking=booking)
    size, path = drawn(booking.code)
    told = _told(booking)
    return paper(
        "appointment", booking=booking, number=number, told=told, size=size, path=path, token=token
    )


def file(token: str) -> Response:
    """The visit for the phone's own calendar."""
    booking = _booking(token)
    opening = _opening(booking)
    if booking.state not in LIVE or opening is None:
        abort(410)
    begins, ends = (moment.astimezone(UTC) for moment in opening.on(booking.day))
    told = _told(booking)
    say = words()
    number = say(NUMBER, number=booking.queue_number(say.language))
    lines = [number, say(REFERENCE, reference=booking.reference)]
    lines += [say(BRING), *(f"- {one}" for one in told.bring)] if told.bring else []
    body = calendar_file(
        booking.code, begins, ends, now(),
        words={
            "summary": f"{told.name} ({number})",
            "description": "\n".join(lines),
            "location": f"{told.office}, {told.address}",
        },
    )  # fmt: skip
    answer = Response(body, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = f'attachment; filename="{booking.reference}.ics"'
    return answer


def drawn(code: str) -> tuple[int, str]:
    """The code as a QR: how many squares wide, its quiet margin included, and an SVG path."""
    picture = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    picture.add_data(code)
    rows = picture.get_matrix()
    dark = (
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, filled in enumerate(row) if filled
    )
    return len(rows), "".join(dark)


def _booking(token: str) -> Booking:
    """The visit this address is for; raises LinkOver, LinkWrong, or refuses what is forgotten."""
    code = lent().links.read(PURPOSE, token, now())
    booking = session().scalar(select(Booking).where(Booking.code == code))
    if booking is None or booking.citizen_id is None:
        abort(410)
    speak_with(session().get_one(Citizen, booking.citizen_id))
    return booking


def _opening(booking: Booking) -> Opening | None:
    openings = calendar.read(session()).openings(booking.day, matter_of(booking).services)
    return next((one for one in openings if one.half == Half(booking.half)), None)


def _told(booking: Booking) -> Told:
    say = words()
    office: Office = current_app.extensions["shelf"].on(now())
    known = office.catalogue.procedures.get(booking.procedure)
    opening = _opening(booking)
    place = office.catalogue.office
    hours = say(
        "{half} {hours} น.",
        half=appointment_words.half(say, booking.half),
        hours=opening.words if opening else "",
    )
    return Told(
        name=known.name(say.language) if known else booking.procedure_name,
        day=appointment_words.day(say, booking.day),
        hours=hours,
        office=place.name(say.language),
        address=place.address(say.language),
        phone=place.phone,
        map=map_of(place.map_query),
        bring=_bring(booking, known),
        unconfirmed=booking.precheck_id is None and known is not None and not _sure(known),
    )


def _sure(known: Procedure) -> bool:
    return all(one.standing is Standing.VERIFIED for one in known.checklist({}))


def _bring(booking: Booking, known: Procedure | None) -> tuple[str, ...]:
    """What is still missing after the papers were checked; without that, the whole list."""
    case = session().get(Precheck, booking.precheck_id) if booking.precheck_id else None
    if case is not None:
        told = words()(ORIGINALS)
        return (told, *(paper.name_th for paper in case.missing_at_visit))
    papers = known.checklist({}) if known else ()
    return tuple(document.th for document in papers)
