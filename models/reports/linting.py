"""Reads a form once more before it is sent, and names what does not agree, where and why."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from models.reports.checks import counts, days, orders, percents, projects
from models.reports.checks.findings import Finding
from models.reports.drafts import Draft, of_kpi, of_progress, of_text
from models.reports.figures import Figures
from models.reports.forms import KpiForm, ProgressForm

__all__ = ["Finding", "lint", "lint_kpi", "lint_progress", "lint_text"]


class Check(Protocol):
    """One thing that is looked for in a whole form."""

    def __call__(self, draft: Draft) -> Iterable[Finding]: ...


CHECKS: tuple[Check, ...] = (
    *counts.CHECKS,
    *percents.CHECKS,
    *days.CHECKS,
    *orders.CHECKS,
    *projects.CHECKS,
)


def lint(draft: Draft) -> list[Finding]:
    """Everything that does not agree, what must be mended before what should be looked at."""
    found = dict.fromkeys(finding for check in CHECKS for finding in check(draft))
    return sorted(found, key=lambda finding: not finding.wrong)


def lint_kpi(form: KpiForm, known: Figures | None = None) -> list[Finding]:
    """An indicator's form, beside the ledger's figures when they are given."""
    return lint(of_kpi(form, known))


def lint_progress(
    form: ProgressForm, known: Figures | None = None, as_of: date | None = None
) -> list[Finding]:
    """A project's form, beside the ledger's figures and up to a day when they are given."""
    return lint(of_progress(form, known, as_of))


def lint_text(text: str) -> list[Finding]:
    """A form copied as plain text from the city's system or an old paper."""
    return lint(of_text(text))
