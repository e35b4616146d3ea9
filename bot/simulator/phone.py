"""One citizen's phone, for tests and the demo: acts by name, and what its screen shows."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, Protocol

from bot.simulator.acts import Acts
from bot.simulator.contents import Upload
from bot.simulator.people import Bubble, Person
from bot.simulator.platform import Platform
from bot.simulator.reading import Button, button, buttons_of, words_of

# The smallest picture a photo can be: one white pixel.
ONE_PIXEL_PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


class NotOnScreen(AssertionError):
    """Raised when a citizen is to tap what is not there; lists what is."""


class HasPlatform(Protocol):
    platform: Platform


class Phone:
    """A citizen in the office's chat. Every act brings a signed webhook over HTTP, at once, and
    returns the office's status (0: no answer).

    `line` is a LineDouble or a Platform; the person is new unless `person` is given.
    """

    def __init__(
        self, line: HasPlatform | Platform, name: str = "สมหญิง ใจดี", *, person: Person | None = None
    ) -> None:
        self.platform = line if isinstance(line, Platform) else line.platform
        self.person = person or self.platform.people.add(name)
        self.opened: list[str] = []
        self._acts = Acts(self.platform, self.platform.courier.deliver)
        self._seen = 0

    @property
    def user_id(self) -> str:
        return self.person.user_id

    @property
    def screen(self) -> list[Bubble]:
        return list(self.person.bubbles)

    def follows(self) -> int:
        return self._do(self._acts.follow)

    def blocks(self) -> int:
        return self._do(self._acts.block)

    def unblocks(self) -> int:
        return self._do(self._acts.follow)

    def types(self, text: str, *, quoting: str | None = None) -> int:
        self._mark()
        return self._acts.text(self.person, text, quoting=quoting)

    def taps(self, label: str) -> int:
        """Tap what is called `label`: newest first, quick replies before cards before the menu.

        A link only opens (see `opened`); a date picker wants `picks_date`.
        """
        found = self._find(label)
        self._mark()
        if found.action["type"] == "uri":
            self.opened.append(found.action["uri"])
        return self._acts.tap(self.person, found.action, None)

    def picks_date(self, value: str, *, on: str | None = None) -> int:
        """Pick a date (2026-11-25), time (10:00) or both (2026-11-25T10:00) in the picker `on`."""
        for found in self.buttons():
            if found.action["type"] == "datetimepicker" and on in (None, *found.names):
                self._mark()
                return self._acts.tap(self.person, found.action, {found.action["mode"]: value})
        raise NotOnScreen(self._missing(on or "a date picker"))

    def sends_photo(self, bytes: bytes = ONE_PIXEL_PNG, n: int = 1) -> int:
        kind = "image/png" if bytes.startswith(b"\x89PNG") else "image/jpeg"
        self._mark()
        return self._acts.media(self.person, "image", [Upload(bytes, kind)] * n)

    def sends_file(self, bytes: bytes = b"%PDF-1.4", name: str = "paper.pdf") -> int:
        self._mark()
        upload = Upload(bytes, "application/octet-stream", name)
        return self._acts.media(self.person, "file", [upload])

    def sends_video(self, bytes: bytes = b"\0\0\0\x18ftypmp42", duration: int = 5000) -> int:
        self._mark()
        upload = Upload(bytes, "video/mp4", duration=duration)
        return self._acts.media(self.person, "video", [upload])

    def sends_audio(self, bytes: bytes = b"\0\0\0\x18ftypM4A ", duration: int = 3000) -> int:
        self._mark()
        upload = Upload(bytes, "audio/x-m4a", duration=duration)
        return self._acts.media(self.person, "audio", [upload])

    def sends_sticker(self) -> int:
        return self._do(self._acts.sticker)

    def sends_location(self, latitude: float = 13.7563, longitude: float = 100.5018) -> int:
        self._mark()
        place = {"title": "ตำแหน่งของฉัน", "latitude": latitude, "longitude": longitude}
        return self._acts.location(self.person, place)

    def unsends(self, message_id: str | None = None) -> int:
        """Take a message back: this one, or the citizen's last."""
        own = [bubble.id for bubble in self.screen if bubble.by == "citizen"]
        self._mark()
        return self._acts.unsend(self.person, message_id or (own[-1] if own else ""))

    def watches(self, tracking_id: str) -> int:
        self._mark()
        return self._acts.watch(self.person, tracking_id)

    def buttons(self) -> list[Button]:
        """Everything that can be tapped now, in the order `taps` looks."""
        found = [button(item["action"], "quick reply") for item in self._quick_reply()]
        for bubble in reversed(self.screen):
            if bubble.by == "office":
                found += buttons_of(bubble.message)
        menu = self.platform.rich_menu_of(self.person)
        for area in menu.body["areas"] if menu else ():
            found.append(button(area["action"], "rich menu"))
        return found

    def last_texts(self) -> list[str]:
        """The words of the office's last messages, those after the citizen's last one."""
        texts: list[str] = []
        for bubble in reversed(self.screen):
            if bubble.by != "office":
                break
            texts.append(words_of(bubble.message))
        return texts[::-1]

    def waits_for_answer(self, seconds: float = 5.0) -> list[str]:
        """The words the office sends after the last act, waited for; raises when none come."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if answers := self._answers():
                return answers
            time.sleep(0.01)
        raise AssertionError(f"the office said nothing within {seconds} s")

    def _answers(self) -> list[str]:
        office = [bubble for bubble in self.screen if bubble.by == "office"]
        return [words_of(bubble.message) for bubble in office[self._seen :]]

    def _mark(self) -> None:
        self._seen = sum(bubble.by == "office" for bubble in self.screen)

    def _do(self, act: Callable[[Person], int]) -> int:
        self._mark()
        return act(self.person)

    def _quick_reply(self) -> list[dict[str, Any]]:
        last = self.person.last()
        return last.quick_reply() if last else []

    def _find(self, label: str) -> Button:
        wanted = " ".join(label.split())
        for found in self.buttons():
            if wanted in found.names:
                return found
        raise NotOnScreen(self._missing(label))

    def _missing(self, label: str) -> str:
        seen = "\n".join(f"  [{one.where}] {one.label}" for one in self.buttons()) or "  (nothing)"
        said = "\n".join(f"  {words}" for words in self.last_texts()) or "  (nothing)"
        return f"{label!r} is not on the screen.\nTappable:\n{seen}\nThe office said:\n{said}"
