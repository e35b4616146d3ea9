"""Which papers to bring: a few yes-or-no questions, then the list for this very case."""

from handlers.citizens import cards, facts, postbacks, standings, welcome
from handlers.citizens.chat import Chat
from handlers.citizens.conditions import Answers, Asking, card_of, letters
from handlers.citizens.postbacks import Values
from models.catalogue import Document, Procedure, Standing


def hear(chat: Chat, values: Values) -> None:
    """One step: the next question, or the list when nothing is left to ask."""
    procedure = chat.office.catalogue.procedures.get(values.get("p", ""))
    if procedure is None:
        welcome.lost(chat, values)
        return
    chat.remember(procedure.slug)
    asking = Asking(chat, procedure, "documents")
    answers = asking.heard(values)
    if answers is None:
        asking.begin_again()
        answers = {}
    if not asking.ask(answers):
        _checklist(chat, procedure, answers)


def every_case(chat: Chat, values: Values) -> None:
    """All papers of a procedure, each case under its own heading."""
    words = chat.words
    procedure = chat.office.catalogue.procedures.get(values.get("p", ""))
    if procedure is None:
        welcome.lost(chat, values)
        return
    chat.remember(procedure.slug)
    body = [cards.line(procedure.name(words.language), weight="bold"), *_thai_only(chat)]
    for heading, case in [(words("ทุกคน"), None), *((c.th, c.id) for c in procedure.questions())]:
        papers = [document for document in procedure.documents if document.when == case]
        if papers:
            body += [cards.heading(heading), *listed(chat, papers)]
    _show_list(chat, procedure, words("เอกสารทุกกรณี"), body)


def _checklist(chat: Chat, procedure: Procedure, answers: Answers) -> None:
    words = chat.words
    body = [cards.line(procedure.name(words.language), weight="bold"), *_thai_only(chat)]
    cases = [c.th for c in procedure.questions() if answers.get(c.id)]
    if cases:
        body += [cards.small(words("กรณีของคุณ"), margin="md"), *map(cards.bullet, cases)]
    papers = procedure.checklist(answers)
    body += listed(chat, list(papers)) or [cards.line(_none_known(chat))]
    _show_list(chat, procedure, words("เอกสารที่ต้องเตรียม"), body, answers)


def listed(chat: Chat, documents: list[Document]) -> list[cards.Part]:
    """Papers in groups of equal standing: the office's own first, mere memory last and apart."""
    groups: dict[str, list[Document]] = {}
    for document in documents:
        groups.setdefault(standings.remark(chat, document), []).append(document)
    parts: list[cards.Part] = []
    for remark, papers in sorted(groups.items(), key=lambda group: _rank(group[1][0])):
        if papers[0].standing is Standing.RECALLED:
            lines = [cards.bullet(paper.th, color=cards.AMBER_INK) for paper in papers]
            parts.append(cards.strip(remark, *lines))
            continue
        parts += [cards.small(remark, color=cards.AMBER_INK, margin="md")] if remark else []
        parts += [cards.bullet(paper.th) for paper in papers]
    return parts


def _rank(document: Document) -> int:
    return (Standing.VERIFIED, Standing.SOURCED, Standing.RECALLED).index(document.standing)


def _show_list(
    chat: Chat,
    procedure: Procedure,
    title: str,
    body: list[cards.Part],
    answers: Answers | None = None,
) -> None:
    """The list, with the ways on; `answers` are those that led to it."""
    words = chat.words
    checked = checked_ahead(procedure)
    if checked:
        offer = words("ถ่ายรูปเอกสารส่งให้เจ้าหน้าที่ตรวจก่อนมาได้ จะได้ไม่เสียเที่ยวค่ะ")
        body = [*body, cards.small(offer, margin="lg")]
    elif procedure.sensitive:
        care = words("โปรดอย่าส่งรูปเอกสารในแชต เว้นแต่เจ้าหน้าที่ขอค่ะ")
        body = [*body, cards.small(care, margin="lg")]
    foot = [cards.button(precheck_tap(chat, procedure, answers), main=True)] if checked else []
    if answers is not None and procedure.questions():
        again = Asking(chat, procedure, "documents").data()
        foot.append(cards.button(cards.press(words("ตอบคำถามใหม่"), again)))
    back = cards.press(words("กลับไปที่เรื่องนี้"), card_of(procedure))
    foot += [cards.button(facts.officer(chat, procedure)), cards.button(back)]
    chat.say(cards.card(title, body, foot=foot, quick=[cards.to_menu(words)]))


def checked_ahead(procedure: Procedure) -> bool:
    """Whether its papers are checked before the visit."""
    return procedure.precheck_useful != "none" and bool(procedure.documents)


def precheck_tap(chat: Chat, procedure: Procedure, answers: Answers | None = None) -> cards.Part:
    """To the checking of its papers before the visit, taking along what was answered already."""
    keep = {"f": "n"} if procedure.first_question else {}
    if answers is not None:
        keep |= {"v": chat.office.catalogue.version, "a": letters(answers)}
    data = postbacks.write("precheck", p=procedure.slug, **keep)
    return cards.press(chat.words("ตรวจเอกสารล่วงหน้า"), data)


def _thai_only(chat: Chat) -> list[cards.Part]:
    if chat.words.language == "th":
        return []
    return [cards.small(chat.words("ชื่อเอกสารและกรณีต่าง ๆ เป็นภาษาไทยตามที่ใช้ที่เคาน์เตอร์"))]


def _none_known(chat: Chat) -> str:
    return chat.words("ยังไม่มีรายการเอกสารของเรื่องนี้ โปรดสอบถามเจ้าหน้าที่ค่ะ")
