"""One turn of one conversation: who speaks, what was heard, and what we answer."""

import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

import regex
from sqlalchemy.orm import Session

from handlers.citizens import cards, postbacks
from handlers.citizens.words import Words
from models.citizens import Citizen
from models.dates import BANGKOK
from models.heard import Heard
from models.links import Links
from models.office import Office

MOST_OFFERED = 60
# What somebody was asked longer ago than this is asked again before their words are taken for it.
FRESH = timedelta(hours=24)
# A follow-up ("and the fee?") is about what was last talked of, if that was so lately, and today.
MEMORY = timedelta(minutes=30)
LAST = "last"
HARDWARE = ("camera", "cameraRoll")  # a typed word cannot open them
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
POLITE = regex.compile(r"\s*(?:นะ)?(?:คะ|ค่ะ|ครับ|คับ|จ้า|จ้ะ)[\s.!]*$")


def normalised(words: str) -> str:
    """Typed words as we compare them: composed, lower case, single spaces, no stray marks."""
    visible = unicodedata.normalize("NFC", words).translate(INVISIBLE)
    return " ".join(visible.casefold().split())


def bare(words: str) -> str:
    """The same words without the polite ending: "ใช่ค่ะ" answers as "ใช่" does."""
    return str(POLITE.sub("", words))


@dataclass
class Chat:
    """What a conversation reads, and where it leaves its words: LINE message objects, at most 5."""

    session: Session
    citizen: Citizen
    heard: Heard
    event_id: int | None
    now: datetime
    office: Office
    messages: list[dict[str, Any]] = field(default_factory=list)
    links: Links | None = None  # writes the addresses of private pages; None: there are none

    @property
    def today(self) -> date:
        """The day it is in Bangkok."""
        return _day(self.now)

    @property
    def words(self) -> Words:
        """The office's words in the language this citizen chose."""
        return Words(self.citizen.language)

    def say(self, *messages: dict[str, Any]) -> None:
        """Answer, and remember what the buttons do, so that typing a label is tapping it."""
        self.messages.extend(messages)
        fresh = offers(self.messages)
        known = {normalised(label) for label in fresh}
        kept = {
            label: data
            for label, data in (self.citizen.offered or {}).items()
            if normalised(label) not in known
        }
        # JSONB keeps no order: when there is no room for all, only this turn's are kept.
        room = len(kept) + len(fresh) <= MOST_OFFERED
        self.citizen.offered = {**kept, **fresh} if room else fresh

    def offer(self, *taps: dict[str, Any]) -> None:
        """Put quick replies before those of the last message; what it offers already stays once."""
        *before, last = self.messages
        self.messages = before
        have = last.get("quickReply", {"items": []})["items"]
        there = {action["label"] for action in actions([*before, last])}
        new = [tap for tap in taps if tap["label"] not in there]
        self.say({**last, "quickReply": {"items": [*cards.quick_replies(*new), *have]}})

    def offered(self, words: str) -> str | None:
        """The postback data of the button whose label was typed; None when there is none."""
        typed = normalised(words)
        known = {normalised(label): data for label, data in (self.citizen.offered or {}).items()}
        return known.get(typed) or known.get(bare(typed))

    def awaits(self, kind: str) -> dict[str, Any] | None:
        """What we asked this citizen for, when it is of this kind and was asked before they spoke.

        Webhooks may arrive late (LINE docs, "Receive messages"): an older message is no answer.
        """
        citizen = self.citizen
        if not citizen.topic or citizen.topic.get("kind") != kind or citizen.topic_at is None:
            return None
        return citizen.topic if self.heard.occurred_at >= citizen.topic_at else None

    @property
    def stale(self) -> bool:
        """Whether what we wait for was asked so long ago that the citizen may have forgotten."""
        asked = self.citizen.topic_at
        return asked is not None and self.heard.occurred_at - asked > FRESH

    def wait_for(self, kind: str, **details: object) -> None:
        """Wait for something; the time is the citizen's, so that late events compare rightly."""
        topic = {"kind": kind, **details, **self._last()}
        self.citizen.wait_for(topic, self.heard.occurred_at)

    def leave_topic(self) -> None:
        """The citizen turned to something else; what they did earlier does not count."""
        asked, last = self.citizen.topic_at, self._last()
        if asked is None or self.heard.occurred_at >= asked:
            self.citizen.wait_for(None, self.heard.occurred_at)
            self.citizen.topic = last or None

    def remember(self, *names: str) -> None:
        """Note what was just talked of: slugs of procedures or short answers; none forgets.

        It lies beside whatever the conversation waits for, as `{"last": {"ids", "at"}}` in the
        citizen's topic: turning to something else or cancelling leaves it, blocking forgets it.
        """
        rest = {key: value for key, value in (self.citizen.topic or {}).items() if key != LAST}
        at = self.heard.occurred_at.isoformat()
        last = {LAST: {"ids": list(names), "at": at}} if names else {}
        self.citizen.topic = {**rest, **last} or None

    def remembered(self) -> tuple[str, ...]:
        """What was last talked of, within `MEMORY` before these words and on the same day."""
        last = self._last().get(LAST)
        if last is None:
            return ()
        at, now = datetime.fromisoformat(last["at"]), self.heard.occurred_at
        fresh = timedelta() <= now - at <= MEMORY and _day(now) == _day(at)
        return tuple(last["ids"]) if fresh else ()

    def _last(self) -> dict[str, Any]:
        return {key: value for key, value in (self.citizen.topic or {}).items() if key == LAST}


def _day(moment: datetime) -> date:
    return moment.astimezone(BANGKOK).date()


def offers(messages: list[dict[str, Any]]) -> dict[str, str]:
    """Every label in these messages with the postback data that typing it stands for.

    A long name is cut in the label and whole in the display text: either may be typed.
    """
    found: dict[str, str] = {}
    for action in actions(messages):
        for words in (action.get("label"), action.get("displayText")):
            if words and action["type"] not in HARDWARE:
                found[words] = _meaning(action)
    return found


def actions(part: object) -> list[dict[str, Any]]:
    """Every action in a message or part of one, in reading order."""
    if isinstance(part, list):
        return [action for each in part for action in actions(each)]
    if not isinstance(part, dict):
        return []
    own = [part["action"]] if isinstance(part.get("action"), dict) else []
    return own + [
        found for key, value in part.items() if key != "action" for found in actions(value)
    ]


def _meaning(action: dict[str, Any]) -> str:
    # A typed word cannot open a page or a telephone: the address is said instead.
    if action["type"] == "uri":
        return postbacks.write("link", to=action["uri"])
    return str(action["data"])
