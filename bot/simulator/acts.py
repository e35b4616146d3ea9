"""What a citizen can do with the chat, each act telling the office as LINE would."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from bot.simulator import events
from bot.simulator.contents import Upload
from bot.simulator.events import Event
from bot.simulator.people import Person, new_message_id
from bot.simulator.platform import Platform
from bot.simulator.rules.actions import QUICK_REPLY_ONLY, picked

Deliver = Callable[[Sequence[Event]], int]
OWN_BUSINESS = (*QUICK_REPLY_ONLY, "uri", "clipboard")  # opened by the phone, LINE is not told


class CannotDo(Exception):
    """Raised when a phone would not let the citizen do this; says why."""


@dataclass
class Acts:
    """The acts of citizens; each returns what `deliver` says of the webhook (its status)."""

    platform: Platform
    deliver: Deliver

    def follow(self, person: Person) -> int:
        """Add the office as a friend, or unblock it."""
        with self.platform.lock:
            unblocked = person.blocked
            person.friend, person.blocked = True, False
            person.revision += 1
        return self._tell("follow", person, follow={"isUnblocked": unblocked})

    def block(self, person: Person) -> int:
        with self.platform.lock:
            person.blocked = True
            person.revision += 1
        return self._tell("unfollow", person)

    def text(self, person: Person, words: str, *, quoting: str | None = None) -> int:
        held = {"text": words, **({"quotedMessageId": quoting} if quoting else {})}
        return self._say(person, events.message("text", new_message_id(), **held))

    def sticker(self, person: Person, package_id: str = "446", sticker_id: str = "1988") -> int:
        held = {"packageId": package_id, "stickerId": sticker_id, "stickerResourceType": "STATIC"}
        return self._say(person, events.message("sticker", new_message_id(), **held))

    def location(self, person: Person, place: dict[str, Any]) -> int:
        """`place`: title, address, latitude, longitude."""
        return self._say(person, events.message("location", new_message_id(), **place))

    def media(self, person: Person, kind: str, uploads: Sequence[Upload]) -> int:
        """Send files of one kind; several photos belong to one set and come one by one."""
        messages = []
        for upload in uploads:
            message = events.media_message(kind, new_message_id(), upload)
            self.platform.contents.keep(message["id"], kind, upload)
            messages.append(message)
        if kind == "image" and len(messages) > 1:
            events.as_image_set(messages)
        with self.platform.lock:
            self._must_be_able_to_write(person)
            for message in messages:
                self.platform.hears(person, message, content=True)
        if self.platform.faults.shuffle_photos:
            random.shuffle(messages)
        return [self._tell("message", person, message=message) for message in messages][-1]

    def unsend(self, person: Person, message_id: str) -> int:
        with self.platform.lock:
            bubble = person.find(message_id)
            if bubble is None or bubble.by != "citizen":
                raise CannotDo(f"no message of this citizen has the id {message_id}")
            bubble.unsent = True
            bubble.message = {"type": bubble.message["type"], "id": message_id}
            self.platform.contents.shred(message_id)
            person.revision += 1
        return self._tell("unsend", person, unsend={"messageId": message_id})

    def watch(self, person: Person, tracking_id: str) -> int:
        """Watch a video message to its end."""
        return self._tell(
            "videoPlayComplete", person, videoPlayComplete={"trackingId": tracking_id}
        )

    def tap(self, person: Person, action: dict[str, Any], params: dict[str, str] | None) -> int:
        """Do what LINE does for this action; `params` holds what was picked, if it is a picker."""
        kind = action.get("type")
        if kind in OWN_BUSINESS:
            return 0
        doing = {
            "message": lambda: self.text(person, action["text"]),
            "postback": lambda: self._postback(person, action),
            "datetimepicker": lambda: self._pick(person, action, params or {}),
            "richmenuswitch": lambda: self._switch(person, action),
        }.get(str(kind))
        if doing is None:
            raise CannotDo(f"no phone knows the action {kind!r}")
        with self.platform.lock:
            self._must_be_able_to_write(person)
            offered = person.last()
        status = doing()
        with self.platform.lock:
            if offered and any(item["action"] == action for item in offered.quick_reply()):
                offered.quick_reply_spent = True
                person.revision += 1
        return status

    def _postback(self, person: Person, action: dict[str, Any]) -> int:
        shown = action.get("displayText") or action.get("text")
        if shown:
            with self.platform.lock:
                self.platform.hears(person, {"type": "text", "id": new_message_id(), "text": shown})
        return self._tell("postback", person, postback={"data": action["data"]})

    def _pick(self, person: Person, action: dict[str, Any], params: dict[str, str]) -> int:
        mode = action["mode"]
        value = picked(mode, str(params.get(mode, "")))
        if value is None:
            raise CannotDo(f"pick a {mode} first, as {{{mode!r}: …}}")
        least, most = picked(mode, action.get("min", "")), picked(mode, action.get("max", ""))
        if (least and value < least) or (most and value > most):
            raise CannotDo(f"{value} is outside what may be picked ({least} to {most})")
        postback = {"data": action["data"], "params": {mode: value}}
        return self._tell("postback", person, postback=postback)

    def _switch(self, person: Person, action: dict[str, Any]) -> int:
        alias = action["richMenuAliasId"]
        with self.platform.lock:
            status = self.platform.rich_menus.switch(person, alias)
        params = {"status": status}
        if status == "SUCCESS":
            params["newRichMenuAliasId"] = alias
        return self._tell("postback", person, postback={"data": action["data"], "params": params})

    def _say(self, person: Person, message: dict[str, Any]) -> int:
        with self.platform.lock:
            self._must_be_able_to_write(person)
            self.platform.hears(person, message)
        return self._tell("message", person, message=message)

    def _must_be_able_to_write(self, person: Person) -> None:
        if person.blocked:
            raise CannotDo(f"{person.display_name} has blocked the office: unblock it first")

    def _tell(self, kind: str, person: Person, **held: Any) -> int:
        return self.deliver([events.event(kind, person.user_id, self.platform.now(), **held)])
