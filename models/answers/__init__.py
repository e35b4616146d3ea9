"""Finding the procedure a citizen asks about, in the citizen's own words."""

from models.answers.matcher import Decision, Finding, Matcher

__all__ = ["Decision", "Finding", "Matcher"]
