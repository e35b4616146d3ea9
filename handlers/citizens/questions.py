"""A citizen asks in their own words: the answer at once, a few suggestions, or a person."""

from handlers.citizens import (
    agencies,
    cards,
    emergencies,
    handover,
    handover_thread,
    handover_urgent,
    intake,
    matters,
    postbacks,
    small_talk,
    unanswered,
    welcome,
)
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from models import happenings
from models.answers import Finding
from models.happenings import What
from models.questions import worth_asking

MOST_ANSWERS = 2  # to one message; whoever asks more is served one by one
# Words that are no question, even when we wait for one.
CIVIL = {"greeting": welcome.hello, "thanks": welcome.thanks}
# Words that ask nothing.
TALK = {"small_talk": small_talk.chatter, "abuse": small_talk.calm}
# A bare "when?" or "where?" with nothing before it is about the office itself.
OF_THE_OFFICE = {"hours": "office-hours", "place": "office-place"}


def expected(chat: Chat) -> bool:
    """Whether we asked for these words: for a question, or for more about one."""
    return chat.awaits(handover.TOPIC) is not None or handover_thread.asked_about(chat) is not None


def hear(chat: Chat) -> None:
    """Free text: the question we waited for, more about one, or something to look up."""
    text = (chat.heard.text or "").strip()
    finding = _find(chat, text)
    if finding.emergency:
        emergencies.warn(chat, finding.emergency)
    if finding.kind in CIVIL:
        CIVIL[finding.kind](chat, {})
    elif expected(chat):
        _asked_for(chat, text)
    elif finding.kind in TALK:
        TALK[finding.kind](chat)
    elif finding.kind == "other_agency":
        _count(chat, What.ANSWERED)
        agencies.tell(chat, finding.agency, _ask(chat))
    else:
        _content(chat, text, finding)


def _asked_for(chat: Chat, text: str) -> None:
    about = handover_thread.asked_about(chat)
    if about is not None:
        intake.heard(chat, about, text)
    elif chat.stale:
        handover.still_wanted(chat)
    else:
        handover.keep(chat, text, chat.event_id)


def others(chat: Chat, values: Values) -> None:
    """ "Not this one": what else it may have been, or a person."""
    names = [name for name in values.get("s", "").split("~") if name]
    _suggest(chat, names, handover.event_of(values))


def look(chat: Chat, values: Values) -> None:
    """Look up words written before, instead of sending them to a person."""
    event_id = handover.event_of(values)
    text = handover.words_of(chat, event_id)
    names = [name for name, _ in chat.office.matcher.find(text).nearest] if text else []
    _suggest(chat, names, event_id if text else None)


def _find(chat: Chat, text: str) -> Finding:
    """What the words are about, heard as a follow-up when something was just talked of."""
    last = next(iter(chat.remembered()), None)
    return chat.office.matcher.find(text, last=last)


def _content(chat: Chat, text: str, finding: Finding) -> None:
    names = [name for name, _ in finding.nearest]
    nearest = matters.known(chat, names)
    sure = finding.decision == "answer" and nearest[:1] == names[:1]
    if finding.emergency:
        _beside_danger(chat, nearest[:1] if sure else nearest, finding)
    elif sure:
        _count(chat, What.ANSWERED, nearest[0])
        _answer(chat, text, finding, nearest)
    elif office := _of_the_office(nearest, finding):
        _count(chat, What.ANSWERED, office)
        matters.tell(chat, office, None)
    else:
        unanswered.note(chat, text, finding)
        _not_answered(chat, text, nearest, finding)


def _of_the_office(nearest: list[str], finding: Finding) -> str | None:
    """When or where, and nothing nearer than the office: then it is the office that is meant."""
    office = OF_THE_OFFICE.get(finding.fact or "")
    return office if finding.decision == "human" or nearest[:1] == [office] else None


def _beside_danger(chat: Chat, nearest: list[str], finding: Finding) -> None:
    """After the numbers to call only a short way on, which leaves them in sight."""
    if finding.decision != "human" and nearest:
        _suggest(chat, nearest, chat.event_id)
        return
    words = chat.words
    told = words("หากต้องการสอบถามเรื่องอื่น พิมพ์ได้เลยค่ะ")
    send = handover.to_send(chat, words("ส่งให้เจ้าหน้าที่"), chat.event_id)
    chat.say(cards.text(told, cards.to_menu(words), send))


def _not_answered(chat: Chat, text: str, nearest: list[str], finding: Finding) -> None:
    if finding.decision != "human":
        _count(chat, What.SUGGESTED, next(iter(nearest), None))
        chat.remember()
        _suggest(chat, nearest, chat.event_id)
        return
    _count(chat, What.UNKNOWN)
    if finding.fact:
        _which(chat)
    elif chat.event_id is None or not worth_asking(text):
        _nothing_found(chat, chat.event_id)
    else:
        _to_a_person(chat, text, finding)


def _to_a_person(chat: Chat, text: str, finding: Finding) -> None:
    """Nothing prepared is near: a question at once, or more about the one asked just before."""
    chat.remember()
    asked = handover_thread.going_on(chat)
    if asked is None:
        handover.ask(chat, text, chat.event_id, finding, {})
        return
    handover_thread.add(chat, asked, text)
    handover_thread.added(chat, asked)


def _count(chat: Chat, what: What, name: str | None = None) -> None:
    known = chat.office.catalogue.procedures.get(name or "")
    section = known.section if known else None
    happenings.note(chat.session, chat.citizen, what, chat.now, procedure=name, section=section)


def _answer(chat: Chat, text: str, finding: Finding, nearest: list[str]) -> None:
    """One answer, or one for each question in the message."""
    best, *rest = nearest
    if best in handover_urgent.NOW:
        handover_urgent.go_now(chat, best)
    also = matters.known(chat, finding.also) or _still_meant(chat, text, finding)
    told = list(dict.fromkeys([best, *also]))[:MOST_ANSWERS]
    if len(told) == 1:
        matters.tell(chat, best, finding.fact)
    else:
        _tell_each(chat, told, finding.fact)
    chat.remember(*told)
    rest = [name for name in rest if name not in told]
    data = postbacks.write("others", s="~".join(rest), e=chat.event_id or "")
    chat.offer(cards.press(chat.words("ไม่ใช่เรื่องนี้"), data))


def _tell_each(chat: Chat, names: list[str], fact: str | None) -> None:
    numbered = enumerate(names, start=1)
    chat.say(*cards.together(*(matters.brief(chat, name, fact, n) for n, name in numbered)))
    chat.offer(cards.to_menu(chat.words), _ask(chat))


def _still_meant(chat: Chat, text: str, finding: Finding) -> list[str]:
    """After two answers a bare "and the fee?" is about both: the other one."""
    last = chat.remembered()
    if len(last) < MOST_ANSWERS or finding.nearest[0][0] != last[0]:
        return []
    alone = chat.office.matcher.find(text)
    return [] if alone.decision == "answer" else matters.known(chat, last[1:])


def _suggest(chat: Chat, names: list[str], event_id: int | None) -> None:
    words = chat.words
    near = matters.known(chat, names)
    if not near:
        _nothing_found(chat, event_id)
        return
    ask = handover.to_send(chat, words("ไม่ใช่ ส่งให้เจ้าหน้าที่"), event_id)
    chat.say(
        cards.card(
            words("หมายถึงเรื่องไหนคะ"),
            [matters.row(chat, name) for name in near],
            foot=[cards.button(ask)],
            quick=[cards.to_menu(words)],
        )
    )


def _which(chat: Chat) -> None:
    """A fact of we know not what: ask which matter is meant."""
    words = chat.words
    told = words("ถามถึงเรื่องไหนคะ ช่วยพิมพ์ชื่อเรื่องด้วยนะคะ เช่น “ค่าธรรมเนียมย้ายเข้า”")
    find = cards.press(words("ค้นหาบริการ"), "find?")
    chat.say(cards.text(told, find, cards.to_menu(words), _ask(chat)))


def _nothing_found(chat: Chat, event_id: int | None) -> None:
    words = chat.words
    chat.remember()
    told = words("ขออภัยค่ะ ไม่พบคำตอบที่ตรงกับเรื่องนี้ ลองพิมพ์ใหม่ให้สั้นลง หรือส่งคำถามนี้ให้เจ้าหน้าที่ได้ค่ะ")
    send = handover.to_send(chat, words("ส่งให้เจ้าหน้าที่"), event_id or chat.event_id)
    chat.say(
        cards.card(
            words("ยังไม่พบคำตอบค่ะ"),
            [cards.line(told)],
            foot=[
                cards.button(send, main=True),
                cards.button(cards.press(words("ค้นหาบริการ"), "find?")),
            ],
            quick=[cards.to_menu(words)],
        )
    )


def _ask(chat: Chat) -> cards.Part:
    return handover.to_send(chat, chat.words("ถามเจ้าหน้าที่"), chat.event_id)
