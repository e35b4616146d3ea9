"""Finding a procedure among the sections, and the card that tells what the office knows of it."""

from handlers.citizens import (
    appointment,
    beforehand,
    cards,
    clips,
    documents,
    facts,
    postbacks,
    precheck,
    standings,
    welcome,
)
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from handlers.citizens.words import Words
from models.catalogue import Fact, Procedure

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
        return
    chat.remember(known.slug)
    if values.get("t") == "documents":
        papers(chat, known, asked=values.get("f", ""))
    elif values.get("t") == "precheck":
        precheck.hear(chat, values)
    elif values.get("t") == "book":
        appointment.book(chat, values)
    else:
        show(chat, known, asked=values.get("f", ""))


def show(chat: Chat, known: Procedure, asked: str = "") -> None:
    """Tell what is known of a procedure; what the office has not confirmed is said so.

    `asked` is the answer to the question that comes before, if this procedure has one.
    """
    if known.first_question and asked != "n":
        beforehand.ask(chat, known, known.first_question, asked)
        return
    words = chat.words
    body = about(chat, known)
    body += facts.every(chat, known)
    body += _remarks(chat, words("คุณสมบัติ"), known.eligibility)
    body += _remarks(chat, words("ควรรู้"), known.notes)
    body += _related(chat, known)
    chat.say(
        cards.card(
            known.name(words.language),
            body,
            foot=_next_steps(chat, known),
            quick=[cards.to_menu(words)],
        )
    )


def papers(chat: Chat, known: Procedure, asked: str = "") -> None:
    """Straight to its papers, unless another procedure may be meant and this was not asked."""
    if known.first_question and asked != "n":
        beforehand.ask(chat, known, known.first_question, asked, then="documents")
    else:
        documents.hear(chat, {"p": known.slug})


def brief(chat: Chat, known: Procedure, fact: str | None, number: int) -> cards.Part:
    """Its card when it is one of several answers: the number tells its labels from the others'."""
    among = f" ({number})"
    steps = [facts.whole(chat, known, among)]
    if known.first_question is None:
        steps.insert(0, facts.papers(chat, known, among))
    steps += clips.taps(chat, known, among)
    told = facts.alone(chat, known, fact) if fact in (*facts.LABELS, "clip") else None
    return cards.card(
        f"{number}. {known.name(chat.words.language)}",
        told or [*about(chat, known), *facts.every(chat, known)],
        foot=[cards.button(tap, main=tap is steps[0]) for tap in steps],
    )


def about(chat: Chat, known: Procedure) -> list[cards.Part]:
    """What it is, and whether the office has yet to confirm what follows."""
    words = chat.words
    body = [cards.line(known.description_th)]
    if words.language != "th":
        # What the office has approved is in Thai: an unchecked translation would not be its word.
        official = words("ชื่อทางการและรายละเอียดเป็นภาษาไทย สอบถามเจ้าหน้าที่ได้หากอ่านไม่เข้าใจ")
        body = [cards.line(known.name_th), cards.small(official)]
    if not known.verified:
        body.append(cards.strip(words("ข้อมูลเบื้องต้น · รอสำนักงานเขตยืนยัน")))
    return body


def row(chat: Chat, procedure: Procedure) -> cards.Part:
    """A procedure in a list."""
    data = postbacks.write("procedure", p=procedure.slug)
    return cards.row(cards.press(procedure.name(chat.words.language), data))


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


def _next_steps(chat: Chat, known: Procedure) -> list[cards.Part]:
    others = cards.press(chat.words("ดูเรื่องอื่น"), postbacks.write("section", c=known.section))
    taps = [
        *appointment.tap(chat, known),
        *clips.taps(chat, known),
        facts.officer(chat, known),
        others,
    ]
    if documents.checked_ahead(known):
        taps.insert(0, documents.precheck_tap(chat, known))
    return [cards.button(facts.papers(chat, known), main=True), *map(cards.button, taps)]


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
