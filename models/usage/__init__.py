"""What the office can prove: figures counted from rows, months closed, channels compared."""

from models.usage import projects
from models.usage.channels import Entry, baselines, enter, entered, freeze, total
from models.usage.closing import (
    NotOver,
    adjust,
    adjustments,
    begun,
    close,
    close_last,
    closed,
    months_until,
    standing_figures,
    unbroken,
)
from models.usage.counting import LABELS, Figures, figures, people
from models.usage.periods import (
    Period,
    month_before,
    month_of,
    months_of_year,
    quarter_of_year,
    year_of,
)
from models.usage.tables import (
    CHANNELS,
    COUNTED,
    Adjustment,
    Baseline,
    ChannelCount,
    ClosedMonth,
    Evidence,
    Idea,
    ReportPaper,
)

__all__ = [
    "CHANNELS", "COUNTED", "LABELS", "Adjustment", "Baseline", "ChannelCount", "ClosedMonth",
    "Entry", "Evidence", "Figures", "Idea", "NotOver", "ReportPaper", "Period", "adjust",
    "adjustments", "baselines", "begun", "close", "close_last", "closed", "enter", "entered",
    "figures", "freeze", "month_before", "month_of", "months_of_year", "months_until", "people",
    "projects", "quarter_of_year", "standing_figures", "total", "unbroken", "year_of",
]  # fmt: skip
