"""Innovation: ideas of every section, one chosen, made a project, developed, followed up."""

from models.innovation.forms import CRITERIA, FORMS, MOST_POINTS, FormField, FormSheet, lacking
from models.innovation.ideas import (
    OFFICES,
    STAGES,
    Changed,
    Fixed,
    NotReady,
    OneAlready,
    advance,
    bring_back,
    chosen,
    count_by_section,
    decide_office,
    hand_in,
    idea,
    ideas,
    missing,
    needed,
    office_kind,
    points,
    step_back,
    withdraw,
    withdrawn,
    words_of,
    write,
)

__all__ = [
    "CRITERIA", "FORMS", "MOST_POINTS", "OFFICES", "STAGES", "Changed", "Fixed", "FormField",
    "FormSheet", "NotReady", "OneAlready", "advance", "bring_back", "chosen", "count_by_section",
    "decide_office", "hand_in", "idea", "ideas", "lacking", "missing", "needed", "office_kind",
    "points", "step_back", "withdraw", "withdrawn", "words_of", "write",
]  # fmt: skip
