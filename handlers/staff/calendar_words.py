"""The words of the calendar: whose hours, which kind of day, which month."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from babel.dates import get_day_names, get_month_names
from flask import abort
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from handlers.staff.furniture import section_name, sections
from handlers.staff.procedure_case import whole
from handlers.staff.visit import demand, officer
from handlers.staff.words import language
from models.calendar import HOLIDAY, OFFICE, Half, Kind, Service
from models.dates import BUDDHIST_ERA

EDIT = "calendar.edit"
WHOLE_OFFICE = "office"  # how addresses and forms name it
SECTION = "section:"

KINDS = {
    Kind.SPECIAL: _later("วันหยุดพิเศษตามมติคณะรัฐมนตรี"),
    Kind.HOLIDAY: _later("วันหยุดราชการหรือวันหยุดชดเชย"),
    Kind.CLOSURE: _later("ปิดทำการ"),
    Kind.HALF_DAY: _later("ปิดครึ่งวัน"),
    Kind.EXTRA_OPENING: _later("เปิดเพิ่ม"),
}
HALVES = {Half.MORNING: _later("ช่วงเช้า"), Half.AFTERNOON: _later("ช่วงบ่าย")}


def service_called(name: str) -> str | None:
    """The service an address names: None is the whole office; 404 when there is none such."""
    if name == WHOLE_OFFICE:
        return None
    codes = {SECTION + section.code for section in sections()}
    if name not in codes and name not in whole().catalogue.procedures:
        abort(404)
    return name


def section_of(service: str | None) -> str | None:
    """The code of the section that answers for a service; None for the whole office."""
    if service is None:
        return None
    if service.startswith(SECTION):
        return service.removeprefix(SECTION)
    procedure = whole().catalogue.procedures.get(service)
    return procedure.section if procedure else None


def chain_of(service: str | None) -> Service:
    """As the calendar asks for it: the procedure, then its section."""
    if service is None:
        return OFFICE
    if service.startswith(SECTION):
        return (service,)
    section = section_of(service)
    return (service, SECTION + section) if section else (service,)


def service_name(service: str | None) -> str:
    """A service in the language of this request."""
    if service is None:
        return str(_("ทั้งสำนักงาน"))
    if service.startswith(SECTION):
        return section_name(service.removeprefix(SECTION))
    procedure = whole().catalogue.procedures.get(service)
    return procedure.name(language()) if procedure else service


def services(mine: bool = False) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Every service as groups of (address, name); `mine`: those whose calendar one may change."""
    if not mine or may_edit(None):
        yield _("สำนักงานเขต"), [(WHOLE_OFFICE, service_name(None))]
    procedures = whole().catalogue.procedures.values()
    for section in sections():
        code = SECTION + section.code
        if mine and not may_edit(code):
            continue
        own = [(p.slug, p.name(language())) for p in procedures if p.section == section.code]
        every = _("ทั้ง%(section)s", section=service_name(code))
        yield service_name(code), [(code, every), *own]


def may_edit(service: str | None) -> bool:
    """Whether whoever is signed in may change the calendar of this service."""
    return officer().may(EDIT, section_of(service) or "")


def demand_edit(service: str | None) -> None:
    """Refuse the request otherwise."""
    demand(EDIT, section_of(service))


def month_name(day: date) -> str:
    """E.g. "พฤศจิกายน 2569"."""
    return f"{get_month_names('wide', locale=language())[day.month]} {day.year + BUDDHIST_ERA}"


def weekday_name(weekday: int, width: Literal["abbreviated", "wide"] = "wide") -> str:
    """E.g. "วันจันทร์" for 0; 7 is a public holiday."""
    if weekday == HOLIDAY:
        return str(_("วันหยุดราชการ"))
    return str(get_day_names(width, locale=language())[weekday])
