"""What is known of a procedure, fact by fact, and the one fact a citizen asked for, said first."""

from handlers.citizens import cards, clips, postbacks, standings
from handlers.citizens.chat import Chat
from handlers.citizens.words import Words, later
from models.catalogue import Duration, Fact, Fee, Procedure, Standing

# The facts somebody may ask for alone, as the matcher calls them, in the order a card tells them.
LABELS = {
    "place": later("ทำที่ไหน"),
    "fee": later("ค่าธรรมเนียม"),
    "duration": later("ใช้เวลา"),
    "hours": later("เวลาทำการ"),
}


def every(chat: Chat, known: Procedure) -> list[cards.Part]:
    """All facts of a procedure, for its card."""
    words = chat.words
    return [cards.fact(words(LABELS[name]), *_told(chat, known, name)) for name in LABELS]


def show(chat: Chat, known: Procedure, fact: str) -> None:
    """One fact of a procedure, and the ways on from it."""
    words = chat.words
    foot = [
        cards.button(papers(chat, known), main=True),
        *(cards.button(tap) for tap in _there(chat, fact)),
        *map(cards.button, clips.taps(chat, known)),
        cards.button(whole(chat, known)),
        cards.button(officer(chat, known)),
    ]
    body = alone(chat, known, fact)
    chat.say(cards.card(known.name(words.language), body, foot=foot, quick=[cards.to_menu(words)]))


def alone(chat: Chat, known: Procedure, fact: str) -> list[cards.Part]:
    """One fact in large letters, with who stands behind it; of a film, whether there is one."""
    words = chat.words
    if fact == "clip":
        told = words("มีคลิปแนะนำค่ะ") if known.clip else words("เรื่องนี้ยังไม่มีคลิปค่ะ")
        return [cards.line(told, size="lg")]
    text, remark = _told(chat, known, fact, alone=True)
    said = [cards.line(f"{words(LABELS[fact])}: {text}", size="lg", weight="bold")]
    said += [cards.small(remark, color=cards.AMBER_INK, margin="sm")] if remark else []
    if fact == "hours":
        said += _other_days(chat, known)
    return said


def papers(chat: Chat, known: Procedure, among: str = "") -> cards.Part:
    """To the papers of this procedure; `among` tells it from others in the same turn."""
    label = chat.words("เอกสารที่ต้องใช้") + among
    return cards.press(label, postbacks.write("documents", p=known.slug))


def whole(chat: Chat, known: Procedure, among: str = "") -> cards.Part:
    """To everything known of it."""
    label = chat.words("ดูเรื่องนี้ทั้งหมด") + among
    return cards.press(label, postbacks.write("procedure", p=known.slug))


def officer(chat: Chat, known: Procedure) -> cards.Part:
    """To a person, who will know what it is about."""
    return cards.press(chat.words("ถามเจ้าหน้าที่"), postbacks.write("officer", p=known.slug))


def _told(chat: Chat, known: Procedure, name: str, *, alone: bool = False) -> tuple[str, str]:
    """The words of a fact and who stands behind them; of an unknown one, that it is awaited."""
    fact, text = _found(chat, known, name)
    # A sum of money is believed at once and paid: only what the office confirmed is named.
    checked = fact.standing is Standing.VERIFIED
    trusted = checked if isinstance(fact, Fee) else fact.backed
    if not text or not trusted or not fact.in_force(chat.today):
        return chat.words("รอสำนักงานยืนยัน"), ""
    return text, standings.whole(chat, fact) if alone else standings.remark(chat, fact)


def _found(chat: Chat, known: Procedure, name: str) -> tuple[Fact, str | None]:
    words = chat.words
    if name == "fee":
        return known.fee, _price(words, known.fee)
    if name == "duration":
        return known.duration, _length(words, known.duration)
    if name == "place":
        return known.where, known.where.text_th
    counter = chat.office.catalogue.office.hours.get("counter", Fact())
    hours = known.hours if known.hours.told else counter
    return hours, hours.text_th


def _there(chat: Chat, fact: str) -> list[cards.Part]:
    """The way to the office, for whoever asks where."""
    return [cards.press(chat.words("แผนที่ / ติดต่อ"), "contact?")] if fact == "place" else []


def _other_days(chat: Chat, known: Procedure) -> list[cards.Part]:
    """Saturdays and holidays, unless the procedure keeps hours of its own."""
    if known.hours.told:
        return []
    hours = chat.office.catalogue.office.hours
    days = [hours[day] for day in ("saturday", "sunday_holiday") if day in hours]
    told = [fact for fact in days if fact.told and fact.in_force(chat.today)]
    return [
        part
        for fact in told
        for part in (
            cards.line(fact.text_th or "", margin="md"),
            *_small(standings.remark(chat, fact)),
        )
    ]


def _small(remark: str) -> list[cards.Part]:
    return [cards.small(remark, color=cards.AMBER_INK)] if remark else []


def _price(words: Words, fee: Fee) -> str | None:
    if fee.text_th or fee.amount_thb is None:
        return fee.text_th
    if fee.amount_thb == 0:
        return words("ไม่มีค่าธรรมเนียม")
    return words("{amount} บาท", amount=f"{fee.amount_thb:,}")


def _length(words: Words, duration: Duration) -> str | None:
    if duration.text_th:
        return duration.text_th
    parts = (
        (duration.days, words("{count} วัน", count=duration.days)),
        (duration.hours, words("{count} ชั่วโมง", count=duration.hours)),
        (duration.minutes, words("{count} นาที", count=duration.minutes)),
    )
    return " ".join(text for amount, text in parts if amount) or None
