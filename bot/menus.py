"""`python -m bot menus`: check, draw, look at and deploy the menus under the chat."""

from __future__ import annotations

import argparse
import base64
import sys
from collections.abc import Callable
from html import escape

import richmenus
from bot.line import Line
from bot.menu_deployment import Deployment, DeploymentStopped
from bot.settings import Settings, SettingsError
from handlers.citizens import PRESSED
from richmenus import Menu, MenuError

Verb = Callable[[argparse.Namespace], None]


class MenusFaulty(Exception):
    """Menus that must not go out; the message holds every fault."""


def main(argv: list[str]) -> int:
    """Run one verb; 0, or 1 after saying why on stderr."""
    asked = _parser().parse_args(argv)
    try:
        asked.run(asked)
    except (MenusFaulty, MenuError, DeploymentStopped, SettingsError) as reason:
        print(f"menus: {reason}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot menus",
        description="The menus under the chat: richmenus/main.yaml (Thai), main_en.yaml (English).",
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    _verb(verbs, "check", _check, "say what LINE or a citizen would hold against the menus")
    _verb(verbs, "draw", _draw, "draw the pictures anew from the yaml files")
    _verb(verbs, "preview", _preview, "write a page showing each picture with its areas outlined")
    deploy = _verb(
        verbs,
        "deploy",
        _deploy,
        "bring LINE's menus to what the files say; safe to run again",
        "Creates what is new, makes the Thai menu everybody's, points the aliases, moves those "
        "who hold an old menu to the new one, then deletes the old. Does nothing when nothing "
        "changed. Needs LINE_CHANNEL_ACCESS_TOKEN, or LINE_CHANNEL_ID and LINE_CHANNEL_SECRET.",
    )
    deploy.add_argument("--dry-run", action="store_true", help="only say what would be done")
    return parser


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    run: Verb,
    summary: str,
    description: str = "",
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=summary, description=description or summary.capitalize())
    parser.set_defaults(run=run)
    return parser


def checked() -> tuple[Menu, ...]:
    """All menus, fit to be deployed; MenusFaulty otherwise."""
    menus = richmenus.read_all()
    faults = [fault for menu in menus for fault in richmenus.faults(menu, PRESSED)]
    if faults:
        raise MenusFaulty("; ".join(faults))
    return menus


def _check(_: argparse.Namespace) -> None:
    for menu in checked():
        print(f"{menu.stem}: {len(menu.areas)} areas, nothing against it")


def _draw(_: argparse.Namespace) -> None:
    for menu in richmenus.read_all():
        menu.picture.write_bytes(richmenus.draw(menu))
        print(f"{menu.picture}: {menu.picture.stat().st_size // 1024} kB")


def _deploy(asked: argparse.Namespace) -> None:
    settings = Settings.from_env()
    if not settings.line_channel_access_token:
        settings.need("line_channel_id", "line_channel_secret")
    deployment = Deployment(Line(settings), tell=print, rehearsal=asked.dry_run)
    if not deployment.run(checked()):
        print("LINE has these menus already; nothing to do")


def _preview(_: argparse.Namespace) -> None:
    page = Settings.from_env().var / "menus.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    shown = "".join(_shown(menu) for menu in richmenus.read_all())
    page.write_text(_PAGE.format(shown=shown), encoding="utf-8")
    print(page)


def _shown(menu: Menu) -> str:
    """The picture once as on a phone, once with its areas and what a tap on each sends."""
    picture = base64.b64encode(menu.picture.read_bytes()).decode()
    image = f'<image href="data:image/png;base64,{picture}" width="100%" height="100%"/>'
    frame = f'<svg viewBox="0 0 {menu.width} {menu.height}"'
    outlines = "".join(
        f'<rect x="{area.bounds.x}" y="{area.bounds.y}" width="{area.bounds.width}" '
        f'height="{area.bounds.height}"/>'
        f'<text x="{area.bounds.x + 30}" y="{area.bounds.y + 60}">'
        f"{escape(area.action['type'])} {escape(area.action.get('data', ''))}</text>"
        for area in menu.areas
    )
    return (
        f"<h2>{escape(menu.title)} · {menu.stem}</h2>"
        f'{frame} width="390">{image}</svg><p class="bar">{escape(menu.bar)} ▾</p>'
        f'{frame} width="1000">{image}{outlines}</svg>'
    )


_PAGE = """<!doctype html>
<html lang="th"><meta charset="utf-8"><title>เมนูใต้ช่องแชต</title>
<style>
body {{ font-family: Sarabun, sans-serif; margin: 2rem; background: #8cabd8; }}
svg {{ display: block; }}
.bar {{ width: 390px; margin: 0 0 2rem; padding: .6rem 0; background: #fff; text-align: center; }}
rect {{ fill: none; stroke: #d6006c; stroke-width: 8; stroke-dasharray: 30 16; }}
text {{ font-size: 44px; fill: #d6006c; stroke: #fff; stroke-width: 12; paint-order: stroke; }}
</style>
{shown}
</html>
"""
