"""What the doctor looks at: one small function for each thing, none able to hide the others."""

from bot.checks.asking import cannot_tell, each, together
from bot.checks.line import ASK_LINE
from bot.checks.line_switches import SWITCHES
from bot.checks.machine import LOCAL, SLOW
from bot.checks.office import OFFICE

__all__ = ["ASK_LINE", "LOCAL", "OFFICE", "SLOW", "SWITCHES", "cannot_tell", "each", "together"]
