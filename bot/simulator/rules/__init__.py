"""What LINE accepts from an office, checked before a pretend citizen may see it."""

from bot.simulator.rules.messages import message_problems, messages_problems
from bot.simulator.rules.problems import Problems
from bot.simulator.rules.richmenus import richmenu_problems

__all__ = ["Problems", "message_problems", "messages_problems", "richmenu_problems"]
