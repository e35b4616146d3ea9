"""The pretend LINE as one web application: LINE's API, the phone page, and its own JSON."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime

from flask import Flask

from bot.simulator.api import api
from bot.simulator.api.gate import not_found
from bot.simulator.channel import Channel, refuse_real_account
from bot.simulator.page import page
from bot.simulator.page_acts import acts
from bot.simulator.platform import Platform


def create_simulator(channel: Channel, *, clock: Callable[[], datetime]) -> Flask:
    """A WSGI application that works under any SCRIPT_NAME; its state is one Platform in
    `app.extensions["simulator"]`.

    Raises RealAccountError when settings of a real account stand beside it.
    """
    refuse_real_account(os.environ)
    app = Flask(__name__)
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.extensions["simulator"] = Platform(channel, clock)
    for blueprint in (api, page, acts):
        app.register_blueprint(blueprint)
    app.register_error_handler(404, not_found)
    app.register_error_handler(405, not_found)
    return app
