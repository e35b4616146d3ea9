"""Which paper a photograph shows, and which case it belongs to, when that is not clear yet."""

import json
from datetime import timedelta
from typing import Any

from handlers.citizens import cards, precheck_case, precheck_papers, welcome
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from handlers.citizens.precheck_case import number, own, paper_of, title, write
from models import prechecks
from models.inbox import Event
from models.prechecks import AlreadyUsed, Paper, PaperState, Photo, Precheck, WrongState

# Photographs sent so lately may have been meant for the case that was begun after them.
JUST_NOW = timedelta(hours=24)


def sort(chat: Chat, values: Values) -> None:
    """Ask of one photograph after the other which paper it shows.

    `d` names the paper whose photographs were laid wrongly; without it those without a paper.
    """
    case = own(chat, values)
    if case is None or not case.state.takes_photos:
        precheck_case.show(chat, values)
        return
    wrong = paper_of(case, values)
    for photo in wrong.photos if wrong and not _decided(wrong) else ():
        prechecks.sort_photo(photo, None, chat.now)
    ask_which(chat, case)


def ask_which(chat: Chat, case: Precheck) -> None:
    """Ask about the first photograph without a paper; when there is none, go on."""
    left = case.unsorted
    if not left:
        precheck_papers.ask_next(chat, case)
        return
    chat.leave_topic()
    words, photo = chat.words, left[0]
    question = words("รูปนี้เป็นเอกสารไหนคะ")
    many = [cards.small(words("เหลืออีก {count} รูป", count=len(left)))] if len(left) > 1 else []
    rows = [_choice(chat, case, photo, paper) for paper in case.papers if not _decided(paper)]
    foot = []
    if len(left) > 1:
        everything = words("ทุกรูปเป็นเอกสารเดียวกัน")
        foot.append(cards.button(cards.press(everything, write("together", case))))
    foot.append(cards.button(cards.press(words("ลบรูปนี้"), write("drop", case, n=photo.id))))
    quoted = _quoting(chat, photo)
    chat.say(
        *([{**cards.text(question), "quoteToken": quoted}] if quoted else []),
        cards.card(question, [*many, *rows], foot=foot, quick=[cards.to_menu(words)]),
    )


def together(chat: Chat, values: Values) -> None:
    """All photographs without a paper show the same one: which?"""
    case = own(chat, values)
    if case is None or not case.state.takes_photos or not case.unsorted:
        precheck_case.show(chat, values)
        return
    words = chat.words
    rows = [_choice(chat, case, None, paper) for paper in case.papers if not _decided(paper)]
    told = words("ทั้ง {count} รูปเป็นเอกสารไหนคะ", count=len(case.unsorted))
    chat.say(cards.card(told, rows, quick=[cards.to_menu(words)]))


def move(chat: Chat, values: Values) -> None:
    """This photograph, or every one without a paper, shows this paper."""
    case = own(chat, values)
    paper = paper_of(case, values) if case else None
    if case is None or paper is None:
        welcome.lost(chat, values)
        return
    if not case.state.takes_photos or _decided(paper):
        precheck_papers.settled(chat, case, paper)
        return
    moved = [photo for photo in case.photos if photo.id == number(values, "n")]
    moved = moved if "n" in values else case.unsorted
    for photo in moved:
        prechecks.sort_photo(photo, paper, chat.now)
    told = chat.words("จัดไว้ที่ “{paper}” แล้วค่ะ", paper=title(paper))
    chat.say(cards.text(told))
    go_on(chat, case)


def drop(chat: Chat, values: Values) -> None:
    """This photograph belongs nowhere: it goes."""
    case = own(chat, values)
    if case is None:
        welcome.lost(chat, values)
        return
    for photo in case.photos:
        if photo.id == number(values, "n") and case.state.takes_photos:
            prechecks.remove_photo(chat.session, photo, chat.now)
            chat.say(cards.text(chat.words("ลบรูปแล้วค่ะ")))
    go_on(chat, case)


def go_on(chat: Chat, case: Precheck) -> None:
    """The next photograph to be sorted, else the next paper, else where the case stands."""
    if case.unsorted and case.state.takes_photos:
        ask_which(chat, case)
    elif case.state in precheck_case.GATHERING:
        precheck_papers.ask_next(chat, case)
    else:
        chat.say(precheck_case.card(chat, case))


def use(chat: Chat, values: Values) -> None:
    """Lay what was sent just before into this case, then ask what each photograph shows."""
    case = own(chat, values)
    if case is None:
        welcome.lost(chat, values)
        return
    taken = 0
    for attachment in prechecks.loose(chat.session, chat.citizen, chat.now - JUST_NOW):
        try:
            prechecks.take_photo(chat.session, case, attachment.id, chat.now)
        except (WrongState, AlreadyUsed):
            continue
        taken += 1
    if not taken:
        chat.say(cards.text(chat.words("ไม่มีรูปที่ส่งมาก่อนหน้านี้แล้วค่ะ")))
    go_on(chat, case)


def loose(chat: Chat, case: Precheck) -> list[cards.Part]:
    """The tap that lays what was sent before into this case; none when nothing was."""
    sent = prechecks.loose(chat.session, chat.citizen, chat.now - JUST_NOW)
    if not sent or not case.state.takes_photos:
        return []
    return [cards.press(chat.words("ใช้ {count} รูปที่ส่งแล้ว", count=len(sent)), write("use", case))]


def _choice(chat: Chat, case: Precheck, photo: Photo | None, paper: Paper) -> cards.Part:
    """A paper to choose; the whole name stands in the row, the tap says its number."""
    which = {"n": photo.id} if photo else {}
    label = chat.words("เอกสารที่ {number}", number=paper.place)
    tap = cards.press(label, write("move", case, d=paper.id, **which))
    return cards.mark(f"{paper.place}.", paper.name_th, "", tap)


def _decided(paper: Paper) -> bool:
    return paper.state in (PaperState.PASSED, PaperState.WAIVED)


def _quoting(chat: Chat, photo: Photo) -> str | None:
    """The token that lets an answer point at this very picture in the chat, if it has one."""
    event = chat.session.get(Event, photo.event_id) if photo.event_id else None
    raw: Any = json.loads(event.raw) if event else {}
    message = raw.get("message") if isinstance(raw, dict) else None
    token = message.get("quoteToken") if isinstance(message, dict) else None
    return token if isinstance(token, str) else None
