"""The words of the desk of seats: whose they are, when a rule holds, how long before."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from handlers.staff.calendar_words import (
    section_of,
    service_called,
    service_name,
    services,
    weekday_name,
)
from handlers.staff.visit import demand, officer
from models.appointments import OFFICE, Matter, SeatRule
from models.calendar import Half

MANAGE = "seats.manage"
HALVES = {Half.MORNING: _later("ช่วงเช้า"), Half.AFTERNOON: _later("ช่วงบ่าย")}
CUT_OFFS = {
    0: _later("จนกว่าจะเริ่มช่วงนั้น"),
    60: _later("1 ชั่วโมงก่อนเริ่มช่วง"),
    180: _later("3 ชั่วโมงก่อนเริ่มช่วง"),
    1440: _later("1 วันก่อน"),
    2880: _later("2 วันก่อน"),
}


def known(service: str) -> str:
    """The service an address names, as rules name it; answers 404 when there is none such."""
    return service_called(service) or OFFICE


def name_of(service: str) -> str:
    """A service in the language of this request."""
    return service_name(None if service == OFFICE else service)


def section(service: str) -> str:
    """The section whose head answers for it; "" for the whole office."""
    return section_of(None if service == OFFICE else service) or ""


def demand_manage(service: str) -> None:
    """Refuse the request unless this officer sets the seats of this service."""
    demand(MANAGE, section(service))


def may_manage(service: str) -> bool:
    """Whether this officer does."""
    return officer().may(MANAGE, section(service))


def choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every service whose seats this officer sets, as (group, [(code, name)])."""
    found = []
    for group, own in services():
        mine = [(code, name) for code, name in own if may_manage(known(code))]
        if mine:
            found.append((group, mine))
    return found


def matter_of(service: str) -> Matter:
    """A matter of this service, to count its seats by."""
    slug = "" if service == OFFICE or service.startswith("section:") else service
    return Matter(slug, section(service), "")


def when(rule: SeatRule) -> str:
    """In which half-days of the week a rule holds."""
    day = _("ทุกวันทำการ") if rule.weekday is None else weekday_name(rule.weekday)
    half = _("ทั้งสองช่วง") if rule.half is None else HALVES[Half(rule.half)]
    return f"{day} · {half}"
