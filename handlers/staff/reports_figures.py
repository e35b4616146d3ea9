"""The figures of a fiscal year as its papers want them, from the months the page has counted."""

from handlers.staff.figures_running import people
from handlers.staff.figures_year import Year
from handlers.staff.procedure_case import today, whole
from handlers.staff.visit import session
from models.reports.figures import Figures
from models.usage import reporting


def figures_of(year: Year) -> Figures:
    """Everything counted for a fiscal year so far."""
    months = [(month.period, month.figures) for month in year.months]
    catalogue = whole().catalogue
    return reporting.figures_of(session(), catalogue, year.number, months, today(), people)


def office_name() -> str:
    """The office as its papers call it."""
    return whole().catalogue.office.name_th
