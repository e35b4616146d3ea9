"""The days somebody may choose from: a row of cards, closed ones with why, and a typed day too."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from handlers.citizens import appointment_words, cards
from handlers.citizens.appointment_case import Errand
from handlers.citizens.chat import Chat
from models import appointments, calendar
from models.appointments import Bar, Choice, Day

ON_A_PAGE = 10  # cards of days; LINE shows at most twelve in a row
TOPIC = "day"
MOST_REASONS = 4  # of closed days in a row on one card


def show(chat: Chat, errand: Errand, since: date | None = None) -> None:
    """Days as cards, from `since` on; a typed day is understood from now on."""
    days = coming(chat, errand)
    if not days:
        _not_opened(chat, errand)
    elif all_full(days):
        _all_full(chat, errand)
    else:
        _row_of_days(chat, errand, days, since)


def coming(chat: Chat, errand: Errand) -> list[Day]:
    """Every day that can be spoken of, without the first ones for which it is too late."""
    known = calendar.read(chat.session)
    days = appointments.days(chat.session, errand.matter, known, chat.now, chat.words.language)
    starts = (
        n for n, day in enumerate(days) if any(c.bar in (None, Bar.FULL) for c in day.choices)
    )
    first = next(starts, None)
    return [] if not days else days[first:] if first is not None else days


def all_full(days: Sequence[Day]) -> bool:
    """Whether there are days, and nothing on any of them is free."""
    return bool(days) and not any(day.free for day in days)


def nearest(chat: Chat, errand: Errand, wanted: date | None, most: int) -> list[Choice]:
    """The free half-days nearest to a day, soonest first among equals."""
    free = [one for day in coming(chat, errand) for one in day.choices if one.bar is None]
    if wanted is not None:
        free.sort(key=lambda one: abs((one.day - wanted).days))
    return sorted(free[:most], key=lambda one: (one.day, one.half == calendar.Half.AFTERNOON))


def choice_tap(chat: Chat, errand: Errand, choice: Choice) -> cards.Part:
    """A tap that chooses one half-day, and says how many seats it has left."""
    words = chat.words
    day, half = (
        appointment_words.short_day(words, choice.day),
        appointment_words.half(words, choice.half),
    )
    left = words("ว่าง {count}", count=choice.left)
    data = errand.write("seat", d=choice.day.isoformat(), h=choice.half)
    return cards.press(f"{day} {half} · {left}", data)


def await_typed(chat: Chat, errand: Errand) -> None:
    """From now on a typed day is the answer."""
    chat.wait_for(TOPIC, **errand.topic)


def to_wait(chat: Chat, errand: Errand, **place: object) -> cards.Part:
    """Onto the waiting list, for this half-day or for any."""
    return cards.press(chat.words("รอคิวสำรอง"), errand.write("wait", **place))


def _row_of_days(chat: Chat, errand: Errand, days: list[Day], since: date | None) -> None:
    words = chat.words
    groups = list(_together(days))
    start = next((n for n, group in enumerate(groups) if since and group[-1].day >= since), 0)
    page, rest = groups[start : start + ON_A_PAGE], groups[start + ON_A_PAGE :]
    bubbles = [
        _closed(chat, group) if group[0].closed else _card(chat, errand, group[0]) for group in page
    ]
    if rest:
        bubbles.append(_more(chat, errand, rest[0][0].day))
    name = appointment_words.name(chat, errand.matter.procedure, errand.matter.name)
    title = words("เลือกวันนัด: {name}", name=name)
    how = words("เลื่อนดูวันด้านข้าง หรือพิมพ์วันที่สะดวก เช่น “พรุ่งนี้บ่าย” หรือ “25 ธ.ค.” ได้เลยค่ะ")
    last = days[-1].day
    quick = [
        _picker(chat, errand, days[0].day, last),
        cards.press(words("นัดของฉัน"), "visits?"),
        cards.to_menu(words),
    ]
    await_typed(chat, errand)
    chat.say(cards.text(f"{title}\n{how}"), cards.carousel(title, bubbles, quick=quick))


def _together(days: Sequence[Day]) -> Iterator[list[Day]]:
    """Closed days that follow each other share a card."""
    for closed, group in groupby(days, key=lambda day: day.closed is not None):
        run = list(group)
        yield from [run] if closed else ([day] for day in run)


def _card(chat: Chat, errand: Errand, day: Day) -> cards.Part:
    words = chat.words
    body = [cards.line(appointment_words.day(words, day.day), weight="bold")]
    foot = []
    for choice in day.choices:
        body.append(_half(chat, choice))
        if choice.bar is None:
            foot.append(cards.button(choice_tap(chat, errand, choice), main=True))
    if not foot:
        foot.append(cards.button(_wait_for_day(chat, errand, day.day)))
    return cards.bubble(body, foot)


def _wait_for_day(chat: Chat, errand: Errand, day: date) -> cards.Part:
    label = chat.words("รอคิว {day}", day=appointment_words.short_day(chat.words, day))
    return cards.press(label, errand.write("wait", d=day.isoformat()))


def _half(chat: Chat, choice: Choice) -> cards.Part:
    words = chat.words
    half = appointment_words.half(words, choice.half)
    hours = choice.opening.words if choice.opening else ""
    if choice.bar is None:
        told = words("{half} {hours} น.", half=half, hours=hours)
        return cards.line(told, size="sm", margin="md")
    why = choice.why or words(appointment_words.BARS[choice.bar])
    return cards.small(f"{half}: {why}", margin="md")


def _closed(chat: Chat, group: list[Day]) -> cards.Part:
    words = chat.words
    body = [cards.line(words("ปิด"), weight="bold", color=cards.GREY)]
    for day in group[:MOST_REASONS]:
        body.append(cards.small(appointment_words.day(words, day.day), margin="md"))
        # Of a weekend the day itself is the reason.
        if day.closed and words(appointment_words.WEEKDAYS[day.day.weekday()]) not in day.closed:
            body.append(cards.small(day.closed))
    if len(group) > MOST_REASONS:
        until = appointment_words.day(words, group[-1].day)
        body.append(cards.small(words("ถึง {day}", day=until), margin="md"))
    return cards.bubble(body, ground=cards.SHUT)


def _more(chat: Chat, errand: Errand, since: date) -> cards.Part:
    words = chat.words
    body = [cards.line(words("ยังมีวันถัดไปอีกค่ะ"), weight="bold")]
    tap = cards.press(words("วันถัดไป"), errand.write("book", n=since.isoformat()))
    return cards.bubble(body, [cards.button(tap, main=True)])


def _picker(chat: Chat, errand: Errand, first: date, last: date) -> cards.Part:
    return {
        "type": "datetimepicker",
        "label": chat.words("เลือกจากปฏิทิน"),
        "data": errand.write("book"),
        "mode": "date",
        "initial": first.isoformat(),
        "min": first.isoformat(),
        "max": last.isoformat(),
    }


def _not_opened(chat: Chat, errand: Errand) -> None:
    words = chat.words
    told = words(
        "เรื่อง “{name}” ยังไม่เปิดให้นัดในแชตค่ะ มาที่สำนักงานในเวลาทำการได้เลย หรือสอบถามเจ้าหน้าที่ก่อนได้ค่ะ",
        name=appointment_words.name(chat, errand.matter.procedure, errand.matter.name),
    )
    hours, contact = (
        cards.press(words("เวลาทำการ"), "hours?"),
        cards.press(words("แผนที่ / ติดต่อ"), "contact?"),
    )
    chat.say(cards.text(told, hours, contact, cards.to_officer(words), cards.to_menu(words)))


def _all_full(chat: Chat, errand: Errand) -> None:
    words = chat.words
    name = appointment_words.name(chat, errand.matter.procedure, errand.matter.name)
    told = words("ขออภัยค่ะ ทุกวันที่เปิดให้นัดเต็มหมดแล้ว เข้าคิวสำรองไว้ได้ มีที่ว่างเมื่อไรจะแจ้งในแชตนี้ทันที")
    foot = [
        cards.button(to_wait(chat, errand), main=True),
        cards.button(cards.press(words("ถามเจ้าหน้าที่"), "officer?")),
    ]
    quick = [cards.press(words("นัดของฉัน"), "visits?"), cards.to_menu(words)]
    body = [cards.line(name, weight="bold"), cards.line(told, margin="md")]
    chat.say(cards.card(words("ตอนนี้เต็มหมดแล้วค่ะ"), body, foot=foot, quick=quick))
