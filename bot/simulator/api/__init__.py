"""LINE's own API, as the office's software calls it."""

from flask import Blueprint

from bot.simulator.api import account, contents, gate, menu_links, menus, messages

api = Blueprint("line_api", __name__)
gate.guard(api)
for part in (messages, menus, menu_links, contents, account):
    part.register(api)

__all__ = ["api"]
