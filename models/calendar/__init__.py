"""The office calendar: when which counter is open, and why it is not."""

from models.calendar.changing import (
    AlreadyThere,
    Entry,
    NotSo,
    NotTimes,
    add_day,
    confirm_hours,
    confirm_year,
    refuse_nonsense,
    remove_day,
    restore_day,
    set_hours,
    take_back_hours,
    unconfirm_hours,
    unconfirm_year,
)
from models.calendar.openings import (
    HOLIDAY,
    OFFICE,
    Change,
    Half,
    Kind,
    NeverOpen,
    Opening,
    Service,
)
from models.calendar.reading import hours_of, read, services_with_hours, unconfirmed_year
from models.calendar.rows import CalendarDay, FiscalYearConfirmation, OpeningHours
from models.calendar.seeding import seed
from models.calendar.snapshot import LONGEST, Calendar
from models.calendar.years import fiscal_year, quarter, quarter_span, span

__all__ = [
    "HOLIDAY",
    "LONGEST",
    "OFFICE",
    "AlreadyThere",
    "Calendar",
    "CalendarDay",
    "Change",
    "Entry",
    "FiscalYearConfirmation",
    "Half",
    "Kind",
    "NeverOpen",
    "NotSo",
    "NotTimes",
    "Opening",
    "OpeningHours",
    "Service",
    "add_day",
    "confirm_hours",
    "confirm_year",
    "fiscal_year",
    "hours_of",
    "quarter",
    "quarter_span",
    "read",
    "refuse_nonsense",
    "remove_day",
    "restore_day",
    "seed",
    "services_with_hours",
    "set_hours",
    "span",
    "take_back_hours",
    "unconfirm_hours",
    "unconfirm_year",
    "unconfirmed_year",
]
