"""Brings LINE's rich menus to what richmenus/ says, and nobody is left with an old one."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.line import Answer, Line, LineUnreachable
from richmenus import Menu

# Menus this app made are told from others of the account by their name, which only officers see.
PREFIX = "puean-khet"
MENU = "/v2/bot/richmenu"
DEFAULT = "/v2/bot/user/all/richmenu"
_ASK_EVERY = 2.0  # seconds; LINE moves the people of a batch in the background
_ASK_TIMES = 60

Tell = Callable[[str], None]


class DeploymentStopped(Exception):
    """LINE refused a step or could not be reached; the message is one line for the operator."""


@dataclass(frozen=True)
class Standing:
    """What LINE has now: our menus (ids by name), aliases, and the default."""

    menus: dict[str, list[str]]
    aliases: dict[str, str]
    default: str | None


@dataclass
class Deployment:
    """One run. Every step looks before it changes, so a run cut short is simply run again."""

    line: Line
    tell: Tell
    rehearsal: bool = False
    sleep: Callable[[float], None] = time.sleep
    changes: int = 0

    def run(self, menus: Sequence[Menu]) -> int:
        """Deploy `menus`, the first as everybody's default; how many changes it took."""
        for menu in menus:
            self._validate(menu)
        standing = self.look()
        ids = {menu.alias: self._stand(menu, standing) for menu in menus}
        for alias, menu_id in ids.items():
            self._point(alias, menu_id, standing)
        self._make_default(ids[menus[0].alias], standing)
        self._retire(ids, standing)
        return self.changes

    def _validate(self, menu: Menu) -> None:
        said = menu.line_json(name_of(menu))
        self._ask(f"have {menu.stem} checked", "POST", f"{MENU}/validate", payload=said)

    def look(self) -> Standing:
        """What LINE has; DeploymentStopped when it does not tell."""
        menus = self._ask("list the menus", "GET", f"{MENU}/list").json.get("richmenus", [])
        ours: dict[str, list[str]] = {}
        for menu in menus:
            if menu.get("name", "").startswith(f"{PREFIX} "):
                ours.setdefault(menu["name"], []).append(menu["richMenuId"])
        aliases = self._ask("list the aliases", "GET", f"{MENU}/alias/list").json
        default = self._ask("ask for the default menu", "GET", DEFAULT, may_miss=True).json
        return Standing(
            menus=ours,
            aliases={
                alias["richMenuAliasId"]: alias["richMenuId"]
                for alias in aliases.get("aliases", [])
            },
            default=default.get("richMenuId"),
        )

    def _stand(self, menu: Menu, standing: Standing) -> str:
        """The id of this menu with its picture, created now unless it is there already."""
        name = name_of(menu)
        known = standing.menus.get(name, [])
        menu_id = known[0] if known else self._create(menu, name)
        # A run may have been cut short between the menu and its picture.
        if not known or not self._has_picture(menu_id):
            self._upload(menu, menu_id)
        return menu_id

    def _create(self, menu: Menu, name: str) -> str:
        answer = self._change(f"create {name}", "POST", MENU, payload=menu.line_json(name))
        return str(answer.json["richMenuId"]) if answer else f"<{name}>"

    def _has_picture(self, menu_id: str) -> bool:
        path = f"{MENU}/{menu_id}/content"
        return self._ask("look at a picture", "GET", path, may_miss=True, data_api=True).ok

    def _upload(self, menu: Menu, menu_id: str) -> None:
        self._change(
            f"upload {menu.picture.name} ({menu.picture.stat().st_size // 1024} kB)",
            "POST",
            f"{MENU}/{menu_id}/content",
            body=menu.picture.read_bytes(),
            content_type="image/png",
            data_api=True,
        )

    def _point(self, alias: str, menu_id: str, standing: Standing) -> None:
        if alias not in standing.aliases:
            payload = {"richMenuAliasId": alias, "richMenuId": menu_id}
            self._change(f"make the alias {alias}", "POST", f"{MENU}/alias", payload=payload)
        elif standing.aliases[alias] != menu_id:
            payload = {"richMenuId": menu_id}
            self._change(
                f"point the alias {alias} at the new menu",
                "POST",
                f"{MENU}/alias/{alias}",
                payload=payload,
            )

    def _make_default(self, menu_id: str, standing: Standing) -> None:
        if standing.default != menu_id:
            self._change("make it everybody's menu", "POST", f"{DEFAULT}/{menu_id}")

    def _retire(self, ids: dict[str, str], standing: Standing) -> None:
        """Move those who hold an old menu of ours to its successor, and only then delete it."""
        successors = {
            menu_id: ids[alias]
            for name, menu_ids in standing.menus.items()
            for menu_id in menu_ids
            if (alias := _alias_in(name)) in ids and menu_id != ids[alias]
        }
        if not successors:
            return
        self._move_people(successors)
        for old in successors:
            self._change(f"delete the old menu {old}", "DELETE", f"{MENU}/{old}", may_miss=True)

    def _move_people(self, successors: dict[str, str]) -> None:
        operations = [{"type": "link", "from": old, "to": new} for old, new in successors.items()]
        text = "move everybody from the old menus to the new"
        # No resumeRequestKey: moving again is harmless, skipping a latecomer is not.
        answer = self._change(text, "POST", f"{MENU}/batch", payload={"operations": operations})
        if answer:
            self._wait_for_batch(answer.request_id)

    def _wait_for_batch(self, request_id: str | None) -> None:
        path = f"{MENU}/progress/batch?requestId={request_id}"
        for _ in range(_ASK_TIMES):
            phase = self._ask("ask how far the move is", "GET", path).json.get("phase")
            if phase == "succeeded":
                return
            if phase == "failed":
                raise DeploymentStopped(
                    "LINE could not move everybody to the new menus; the old ones stay, run again"
                )
            self.sleep(_ASK_EVERY)
        raise DeploymentStopped("LINE is still moving people to the new menus; run again later")

    def _change(self, what: str, method: str, path: str, **call: Any) -> Answer | None:
        """A step that changes LINE: told, counted, and left out of a rehearsal."""
        self.changes += 1
        self.tell(f"would {what}" if self.rehearsal else what)
        return None if self.rehearsal else self._ask(what, method, path, **call)

    def _ask(
        self, what: str, method: str, path: str, *, may_miss: bool = False, **call: Any
    ) -> Answer:
        """One call; any answer but a good one (or, where it may miss, a 404) ends the run."""
        try:
            answer = self.line.call(method, path, **call)
        except LineUnreachable as unreachable:
            raise DeploymentStopped(
                f"could not {what}: LINE did not answer ({unreachable}); run again"
            ) from unreachable
        if answer.ok or (may_miss and answer.status == 404):
            return answer
        said = answer.message or "no reason given"
        raise DeploymentStopped(
            f"could not {what}: LINE answered {answer.status} {said}"
            f" (request {answer.request_id or 'unknown'})"
        )


def name_of(menu: Menu) -> str:
    """The menu's name at LINE: ours, its alias, and a digest of all a citizen sees and taps."""
    said = json.dumps(menu.line_json(), sort_keys=True).encode()
    seen = hashlib.sha256(said + menu.picture.read_bytes()).hexdigest()
    return f"{PREFIX} {menu.alias} {seen[:12]}"


def _alias_in(name: str) -> str:
    return name.split(" ")[1]
