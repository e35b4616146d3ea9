"""Short films that explain a procedure: shown in the chat or opened, and noted when seen whole.

LINE tells only of video messages that they were watched to the end, not of links and not of films
in a card (LINE Messaging API reference, "Video message", trackingId); such a message needs the
film as an mp4 and a picture to show before it plays.
"""

from typing import Protocol
from urllib.parse import urlsplit

from handlers.citizens import cards, postbacks, welcome
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from models.clips import LONGEST_ID, completed
from models.happenings import What, note


class Filmed(Protocol):
    """A procedure or a short answer, as far as its film goes."""

    @property
    def slug(self) -> str: ...
    @property
    def clip(self) -> str | None: ...
    @property
    def clip_preview(self) -> str | None: ...
    def name(self, language: str) -> str: ...


def taps(chat: Chat, about: Filmed, among: str = "") -> list[cards.Part]:
    """The button that leads to the film, if there is one.

    `among` tells it from others in the same turn.
    """
    if about.clip is None:
        return []
    label = chat.words("ดูคลิปแนะนำ") + among
    if plays_here(about):
        return [cards.press(label, postbacks.write("clip", p=about.slug))]
    return [cards.link(label, about.clip)]


def play(chat: Chat, values: Values) -> None:
    """Show the film of a procedure or short answer in the chat."""
    name = values.get("p", "")
    office = chat.office
    about: Filmed | None = office.catalogue.procedures.get(name) or office.short_answers.get(name)
    if about is None or not plays_here(about):
        welcome.lost(chat, values)
        return
    chat.remember(about.slug)
    show(chat, about)


def show(chat: Chat, about: Filmed) -> None:
    """The film as a message of its own."""
    words = chat.words
    film = {
        "type": "video",
        "originalContentUrl": about.clip,
        "previewImageUrl": about.clip_preview,
        "trackingId": about.slug,
    }
    chat.say(cards.text(words("คลิปแนะนำ: {name}", name=about.name(words.language))), film)
    chat.offer(cards.to_menu(words), cards.to_officer(words))


def watched(chat: Chat) -> None:
    """A film was watched to its end: noted, and nothing is said about it."""
    report = chat.heard.raw.get("videoPlayComplete")
    film = report.get("trackingId") if isinstance(report, dict) else None
    if not isinstance(film, str):
        return
    if completed(chat.session, chat.citizen, film, chat.heard.occurred_at):
        known = chat.office.catalogue.procedures.get(film)
        about = {"procedure": film[:LONGEST_ID], "section": known.section if known else None}
        note(chat.session, chat.citizen, What.FILMED, chat.now, **about)


def plays_here(about: Filmed) -> bool:
    """Whether LINE can play it as a message, and so tell when it was watched to the end."""
    film = urlsplit(about.clip or "")
    return film.scheme == "https" and film.path.endswith(".mp4") and bool(about.clip_preview)
