"""The city's two forms as fields: the nine sections of an indicator, and a project's progress."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from models.reports.writing import two_places

ROUTINE = "**** การปฏิบัติงานประจำของหน่วยงาน ****"
"""What stands in place of the city's plan when an indicator is routine work."""


@dataclass(frozen=True)
class Plan:
    """The place in the city's twenty-year plan that an indicator or a project supports."""

    issue: str
    sub_issue: str = ""
    goal: str = ""
    indicator: str = ""


@dataclass(frozen=True)
class QuarterReport:
    """One quarter: an officer's words, the lines the ledger fills in, and progress so far in %."""

    words: str = ""
    lines: tuple[str, ...] = ()
    percent: Decimal | None = None

    @property
    def text(self) -> str:
        """Words, then figures, then progress, a line each."""
        percent = two_places(self.percent)
        done = [f"ผลการดำเนินงานคิดเป็นร้อยละ {percent}"] if self.percent is not None else []
        return "\n".join([*([self.words] if self.words else []), *self.lines, *done])


@dataclass(frozen=True, kw_only=True)
class KpiForm:
    """An indicator's report, section by section; empty fields print as "-".

    `begins` and `ends` are the days the work ran, when it is a project. `plan` is None for routine
    work. Units are the city's words, such as "ร้อยละ".
    """

    office: str
    fiscal_year: int
    name: str
    output: bool = True
    outcome: bool = False
    plan: Plan | None = None
    definition: str = ""
    calculation: str = ""
    target: Decimal
    unit: str
    result: Decimal | None = None
    result_unit: str = ""
    quarters: tuple[QuarterReport, ...] = (QuarterReport(),) * 4
    summary: str = ""
    supports: str = ""
    obstacles: str = ""
    evidence: tuple[str, ...] = ()
    responsible: str = ""
    position: str = ""
    code: str = ""
    begins: date | None = None
    ends: date | None = None


@dataclass(frozen=True)
class ProgressReport:
    """One numbered report of a project: its day, its text, progress in %, money spent in baht."""

    number: int
    day: date
    text: str
    percent: Decimal
    spent: Decimal = Decimal(0)
    plan_status: str = "เป็นไปตามแผน"
    target_status: str = "เป็นไปตามเป้าหมาย"


@dataclass(frozen=True, kw_only=True)
class ProgressForm:
    """A project's progress: 1.1–1.6 about the project, then its numbered reports; money in baht."""

    office: str
    project: str
    code: str
    fiscal_year: int
    begins: date
    ends: date
    budget: Decimal = Decimal(0)
    spent: Decimal = Decimal(0)
    section: str = ""
    responsible: str = ""
    coordinator: str = ""
    reasons: str = ""
    objectives: str = ""
    goals: str = ""
    plan: Plan | None = None
    reports: tuple[ProgressReport, ...] = field(default=())


def kpi_of(plain: Mapping[str, Any]) -> KpiForm:
    """An indicator's form from JSON; raises ValueError naming what cannot be read."""
    given = dict(plain)
    try:
        given["target"] = Decimal(str(given["target"]))
        if given.get("result") is not None:
            given["result"] = Decimal(str(given["result"]))
        given["quarters"] = tuple(_quarter(row) for row in given.get("quarters", [{}] * 4))
        given["evidence"] = tuple(given.get("evidence", ()))
        return KpiForm(**_common(given))
    except (KeyError, TypeError, ArithmeticError) as fault:
        raise ValueError(f"แบบรายงานอ่านไม่ได้ · form cannot be read: {fault!r}") from fault


def progress_of(plain: Mapping[str, Any]) -> ProgressForm:
    """A project's form from JSON; raises ValueError naming what cannot be read."""
    given = dict(plain)
    try:
        for money in ("budget", "spent"):
            given[money] = Decimal(str(given.get(money, 0)))
        given["reports"] = tuple(_report(row) for row in given.get("reports", ()))
        return ProgressForm(**_common(given))
    except (KeyError, TypeError, ArithmeticError) as fault:
        raise ValueError(f"แบบรายงานอ่านไม่ได้ · form cannot be read: {fault!r}") from fault


def _common(given: dict[str, Any]) -> dict[str, Any]:
    if given.get("plan"):
        given["plan"] = Plan(**given["plan"])
    for day in ("begins", "ends"):
        if given.get(day):
            given[day] = date.fromisoformat(given[day])
    return given


def _quarter(plain: Mapping[str, Any]) -> QuarterReport:
    percent = plain.get("percent")
    return QuarterReport(
        plain.get("words", ""),
        tuple(plain.get("lines", ())),
        None if percent is None else Decimal(str(percent)),
    )


def _report(plain: Mapping[str, Any]) -> ProgressReport:
    given = {**plain, "day": date.fromisoformat(plain["day"])}
    for number in ("percent", "spent"):
        given[number] = Decimal(str(given.get(number, 0)))
    return ProgressReport(**given)
