"""Finding the office's answer a citizen asks for, in the citizen's own words."""

from models.answers.checking import Problem, check
from models.answers.entries import Entry, entries_of
from models.answers.finding import Decision, Fact, Finding, Kind
from models.answers.lists import Agency, agencies, agency
from models.answers.matcher import Matcher

__all__ = [
    "Agency",
    "Decision",
    "Entry",
    "Fact",
    "Finding",
    "Kind",
    "Matcher",
    "Problem",
    "agencies",
    "agency",
    "check",
    "entries_of",
]
