"""The rich menus LINE keeps for the office, and which one each citizen sees."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.simulator.people import Person


@dataclass
class RichMenu:
    """A menu as created; without an image nobody can be shown it."""

    id: str
    body: dict[str, Any]
    image: bytes | None = None
    content_type: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"richMenuId": self.id, **self.body}


@dataclass
class RichMenus:
    """Menus by id, aliases, the default, and the batches run.

    Source: developers.line.biz/en/docs/messaging-api/rich-menus-overview/
    """

    by_id: dict[str, RichMenu] = field(default_factory=dict)
    aliases: dict[str, str] = field(default_factory=dict)
    default: str | None = None
    batches: dict[str, datetime] = field(default_factory=dict)
    resume_keys: dict[str, datetime] = field(default_factory=dict)

    def create(self, body: dict[str, Any]) -> RichMenu:
        menu = RichMenu("richmenu-" + secrets.token_hex(16), body)
        self.by_id[menu.id] = menu
        return menu

    def delete(self, menu_id: str) -> bool:
        if self.default == menu_id:
            self.default = None
        return self.by_id.pop(menu_id, None) is not None

    def shown_to(self, person: Person) -> RichMenu | None:
        """The citizen's own menu before the default one; none for those who are not friends."""
        if not person.friend or person.blocked:
            return None
        own = self.by_id.get(person.rich_menu_id or "")
        return own or self.by_id.get(self.default or "")

    def switch(self, person: Person, alias: str) -> str:
        """Follow a switch button; the status word of the postback LINE then sends."""
        if alias not in self.aliases:
            return "RICHMENU_ALIAS_ID_NOTFOUND"
        menu = self.by_id.get(self.aliases[alias])
        if menu is None or menu.image is None:
            return "RICHMENU_NOTFOUND"
        person.rich_menu_id = menu.id
        person.revision += 1
        return "SUCCESS"

    def run_batch(self, operations: list[dict[str, Any]], people: Iterable[Person]) -> None:
        """Each person is moved once, by the operation that names the menu they had before."""
        moves = {one.get("from"): one.get("to") for one in operations}
        everyone = any(one["type"] == "unlinkAll" for one in operations)
        for person in people:
            if person.rich_menu_id is None:
                continue
            if everyone or person.rich_menu_id in moves:
                person.rich_menu_id = None if everyone else moves[person.rich_menu_id]
                person.revision += 1
