"""Finding a procedure among the sections, and the card that tells what the office knows of it."""

from handlers.citizens import beforehand, cards, postbacks, standings, welcome
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from handlers.citizens.words import Words
from models.catalogue import Duration, Fact, Fee, Procedure, Standing

ON_A_PAGE = 8
# Everyday errands, shown to somebody who does not know yet what to type.
FEATURED = (
    "id-card-lost",
    "id-card-renew",
    "move-in",
    "add-name-house-registration",
    "birth-notification",
    "marriage-registration",
    "elderly-allowance",
    "land-building-tax",
)


def find(chat: Chat, values: Values) -> None:
    """How to search, and a few procedures to begin with."""
    words, procedures = chat.words, chat.office.catalogue.procedures
    told = words("พิมพ์เรื่องที่ต้องการได้เลยค่ะ เช่น “บัตรหาย” “ย้ายเข้า” “ขอเบี้ยผู้สูงอายุ”")
    rows = [row(chat, procedures[slug]) for slug in FEATURED if slug in procedures]
    chat.say(
        cards.card(
            words("ค้นหาบริการ"),
            [cards.line(told), cards.heading(words("เรื่องแนะนำ")), *rows],
            foot=[cards.button(cards.press(words("เลือกตามฝ่าย"), "sections?"))],
            quick=[cards.to_menu(words), cards.to_officer(words)],
        )
    )


def sections(chat: Chat, values: Values) -> None:
    """The sections of the office."""
    words, catalogue = chat.words, chat.office.catalogue
    rows = []
    for section in catalogue.sections:
        count = len(catalogue.of_section(section.code))
        press = cards.press(
            section.name(words.language), postbacks.write("section", c=section.code)
        )
        rows.append(cards.row(press, words("{count} เรื่อง", count=count)))
    chat.say(
        cards.card(words("เลือกตามฝ่าย"), rows, quick=[cards.to_menu(words), cards.to_officer(words)])
    )


def section(chat: Chat, values: Values) -> None:
    """One page of a section's procedures."""
    words, catalogue = chat.words, chat.office.catalogue
    here = next((s for s in catalogue.sections if s.code == values.get("c")), None)
    if here is None:
        welcome.lost(chat, values)
        return
    pages = _pages(catalogue.of_section(here.code))
    number = _page_number(values.get("n", ""), len(pages))
    body = [cards.small(here.duties_th)] if number == 1 and words.language == "th" else []
    if len(pages) > 1:
        body.append(cards.small(words("หน้า {number} จาก {all}", number=number, all=len(pages))))
    body += [row(chat, procedure) for procedure in pages[number - 1]]
    foot = [cards.button(tap) for tap in _turns(words, here.code, number, len(pages))]
    foot.append(cards.button(cards.press(words("เลือกฝ่ายอื่น"), "sections?")))
    quick = [cards.to_menu(words), cards.to_officer(words)]
    chat.say(cards.card(here.name(words.language), body, foot=foot, quick=quick))


def procedure(chat: Chat, values: Values) -> None:
    """One procedure: its card, or first the question whether another one is meant."""
    known = chat.office.catalogue.procedures.get(values.get("p", ""))
    if known is None:
        welcome.lost(chat, values)
    else:
        show(chat, known, asked=values.get("f", ""))


def show(chat: Chat, known: Procedure, *quick: cards.Part, asked: str = "") -> None:
    """Tell what is known of a procedure; what the office has not confirmed is said so.

    `asked` is the answer to the question that comes before, if this procedure has one.
    """
    if known.first_question and asked != "n":
        beforehand.ask(chat, known, known.first_question, asked)
        return
    words = chat.words
    body = [cards.line(known.description_th)]
    if words.language != "th":
        # What the office has approved is in Thai: an unchecked translation would not be its word.
        official = words("ชื่อทางการและรายละเอียดเป็นภาษาไทย สอบถามเจ้าหน้าที่ได้หากอ่านไม่เข้าใจ")
        body = [cards.line(known.name_th), cards.small(official)]
    if not known.verified:
        body.append(cards.strip(words("ข้อมูลเบื้องต้น · รอสำนักงานเขตยืนยัน")))
    body += _facts(chat, known)
    body += _remarks(chat, words("คุณสมบัติ"), known.eligibility)
    body += _remarks(chat, words("ควรรู้"), known.notes)
    body += _related(chat, known)
    chat.say(
        cards.card(
            known.name(words.language),
            body,
            foot=_next_steps(words, known),
            quick=[*quick, cards.to_menu(words)],
        )
    )


def row(chat: Chat, procedure: Procedure) -> cards.Part:
    """A procedure in a list."""
    data = postbacks.write("procedure", p=procedure.slug)
    return cards.row(cards.press(procedure.name(chat.words.language), data))


def _facts(chat: Chat, known: Procedure) -> list[cards.Part]:
    words, office = chat.words, chat.office.catalogue.office
    counter = office.hours.get("counter", Fact())
    hours = known.hours if known.hours.told else counter
    told = (
        (words("ทำที่ไหน"), known.where, known.where.text_th),
        (words("ค่าธรรมเนียม"), known.fee, _price(words, known.fee)),
        (words("ใช้เวลา"), known.duration, _length(words, known.duration)),
        (words("เวลาทำการ"), hours, hours.text_th),
    )
    return [_fact(chat, label, fact, text) for label, fact, text in told]


def _fact(chat: Chat, label: str, fact: Fact, text: str | None) -> cards.Part:
    words = chat.words
    # A sum of money is believed at once and paid: only what the office confirmed is named.
    checked = fact.standing is Standing.VERIFIED
    trusted = checked if isinstance(fact, Fee) else fact.standing is not Standing.RECALLED
    if not text or not trusted:
        return cards.fact(label, words("รอสำนักงานยืนยัน"))
    return cards.fact(label, text, standings.remark(chat, fact))


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


def _remarks(chat: Chat, title: str, facts: tuple[Fact, ...]) -> list[cards.Part]:
    told = [fact for fact in facts if fact.told]
    if not told:
        return []
    lines = [cards.heading(title)]
    for fact in told:
        lines.append(cards.bullet(fact.text_th or ""))
        if remark := standings.remark(chat, fact):
            lines.append(cards.small(remark, color=cards.AMBER_INK))
    return lines


def _related(chat: Chat, known: Procedure) -> list[cards.Part]:
    procedures = chat.office.catalogue.procedures
    rows = [row(chat, procedures[slug]) for slug in known.see_also if slug in procedures]
    return [cards.heading(chat.words("เรื่องที่เกี่ยวข้อง")), *rows] if rows else []


def _next_steps(words: Words, known: Procedure) -> list[cards.Part]:
    papers = cards.press(words("เอกสารที่ต้องใช้"), postbacks.write("documents", p=known.slug))
    taps = [cards.link(words("ดูคลิปแนะนำ"), known.clip)] if known.clip else []
    taps += [
        cards.press(words("ถามเจ้าหน้าที่"), postbacks.write("officer", p=known.slug)),
        cards.press(words("ดูเรื่องอื่น"), postbacks.write("section", c=known.section)),
    ]
    return [cards.button(papers, main=True), *map(cards.button, taps)]


def _pages(procedures: tuple[Procedure, ...]) -> list[tuple[Procedure, ...]]:
    starts = range(0, max(len(procedures), 1), ON_A_PAGE)
    return [procedures[start : start + ON_A_PAGE] for start in starts]


def _page_number(wanted: str, last: int) -> int:
    known = {str(number): number for number in range(1, last + 1)}
    return known.get(wanted, 1)


def _turns(words: Words, code: str, number: int, last: int) -> list[cards.Part]:
    taps = []
    if number < last:
        taps.append(cards.press(words("หน้าถัดไป"), postbacks.write("section", c=code, n=number + 1)))
    if number > 1:
        taps.append(
            cards.press(words("หน้าก่อนหน้า"), postbacks.write("section", c=code, n=number - 1))
        )
    return taps
