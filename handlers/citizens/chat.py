"""One turn of one conversation: who speaks, what was heard, and what we answer."""

import unicodedata
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from handlers.citizens import postbacks
from handlers.citizens.words import Words
from models.citizens import Citizen
from models.heard import Heard
from models.office import Office

MOST_OFFERED = 60
# What somebody was asked longer ago than this is asked again before their words are taken for it.
FRESH = timedelta(hours=24)
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))


def normalised(words: str) -> str:
    """Typed words as we compare them: composed, lower case, single spaces, no stray marks."""
    visible = unicodedata.normalize("NFC", words).translate(INVISIBLE)
    return " ".join(visible.casefold().split())


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

    def offered(self, words: str) -> str | None:
        """The postback data of the button whose label was typed; None when there is none."""
        typed = normalised(words)
        for label, data in (self.citizen.offered or {}).items():
            if normalised(label) == typed:
                return data
        return None

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
        self.citizen.wait_for({"kind": kind, **details}, self.heard.occurred_at)

    def leave_topic(self) -> None:
        """The citizen turned to something else; what they did earlier does not count."""
        asked = self.citizen.topic_at
        if asked is None or self.heard.occurred_at >= asked:
            self.citizen.wait_for(None, self.heard.occurred_at)


def offers(messages: list[dict[str, Any]]) -> dict[str, str]:
    """Every label in these messages with the postback data that typing it stands for.

    A long name is cut in the label and whole in the display text: either may be typed.
    """
    found: dict[str, str] = {}
    for action in actions(messages):
        for words in (action.get("label"), action.get("displayText")):
            if words:
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
