"""Which papers to bring: a few yes-or-no questions, then the list for this very case.

The answers travel in the buttons (`a=yn…`, in asking order), so nothing is stored, any button of
the conversation can be tapped again, and going back is only a shorter `a`.
"""

from handlers.citizens import cards, facts, postbacks, standings, welcome
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from models.catalogue import Document, Procedure, Standing

Answers = dict[str, bool]


def hear(chat: Chat, values: Values) -> None:
    """One step: the next question, or the list when nothing is left to ask."""
    procedure = chat.office.catalogue.procedures.get(values.get("p", ""))
    if procedure is None:
        welcome.lost(chat, values)
        return
    chat.remember(procedure.slug)
    answers = _replay(procedure, values.get("a", ""))
    if answers is None or values.get("v", _version(chat)) != _version(chat):
        told = chat.words("ข้อมูลของเรื่องนี้มีการปรับปรุง ขอเริ่มถามใหม่ตั้งแต่ต้นนะคะ")
        chat.say(cards.text(told))
        _ask_next(chat, procedure, {})
    else:
        _ask_next(chat, procedure, answers)


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
            body += [cards.heading(heading), *_papers(chat, papers)]
    _show_list(chat, procedure, words("เอกสารทุกกรณี"), body)


def _replay(procedure: Procedure, letters: str) -> Answers | None:
    """The answers these letters stand for; None when they do not fit the questions."""
    answers: Answers = {}
    for letter in letters:
        question = procedure.next_question(answers)
        if question is None or letter not in "yn":
            return None
        answers[question.id] = letter == "y"
    return answers


def _ask_next(chat: Chat, procedure: Procedure, answers: Answers) -> None:
    question = procedure.next_question(answers)
    if question is None:
        _checklist(chat, procedure, answers)
        return
    words = chat.words
    letters = _letters(answers)
    body = [
        cards.small(
            words(
                "ข้อ {number} จาก {all}",
                number=len(answers) + 1,
                all=_how_many(procedure, answers),
            )
        ),
        cards.line(question.question(words.language), size="lg", margin="md"),
    ]
    foot = [
        cards.button(cards.press(words("ใช่"), _data(chat, procedure, a=letters + "y")), main=True),
        cards.button(cards.press(words("ไม่ใช่"), _data(chat, procedure, a=letters + "n"))),
        _ways_out(chat, procedure, _before(chat, procedure, letters)),
    ]
    chat.say(cards.card(procedure.name(words.language), body, foot=foot))


def _checklist(chat: Chat, procedure: Procedure, answers: Answers) -> None:
    words = chat.words
    body = [cards.line(procedure.name(words.language), weight="bold"), *_thai_only(chat)]
    cases = [c.th for c in procedure.questions() if answers.get(c.id)]
    if cases:
        body += [cards.small(words("กรณีของคุณ"), margin="md"), *map(cards.bullet, cases)]
    papers = procedure.checklist(answers)
    body += _papers(chat, list(papers)) or [cards.line(_none_known(chat))]
    again = _data(chat, procedure) if procedure.questions() else ""
    _show_list(chat, procedure, words("เอกสารที่ต้องเตรียม"), body, again)


def _papers(chat: Chat, documents: list[Document]) -> list[cards.Part]:
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
    chat: Chat, procedure: Procedure, title: str, body: list[cards.Part], again: str = ""
) -> None:
    words = chat.words
    if procedure.sensitive:
        care = words("โปรดอย่าส่งรูปเอกสารในแชต เว้นแต่เจ้าหน้าที่ขอค่ะ")
        body = [*body, cards.small(care, margin="lg")]
    taps = [cards.press(words("ตอบคำถามใหม่"), again)] if again else []
    taps += [
        facts.officer(chat, procedure),
        cards.press(words("กลับไปที่เรื่องนี้"), _card(procedure)),
    ]
    chat.say(cards.card(title, body, foot=[*map(cards.button, taps)], quick=[cards.to_menu(words)]))


def _ways_out(chat: Chat, procedure: Procedure, back: str) -> cards.Part:
    words = chat.words
    return cards.side_by_side(
        cards.press(words("ย้อนกลับ"), back),
        cards.press(words("ดูทุกกรณี"), postbacks.write("cases", p=procedure.slug)),
        cards.press(words("ยกเลิก"), "cancel?"),
    )


def _before(chat: Chat, procedure: Procedure, letters: str) -> str:
    """One answer fewer; before the first, the card."""
    if letters:
        return _data(chat, procedure, a=letters[:-1])
    return _card(procedure)


def _card(procedure: Procedure) -> str:
    # Whoever comes from its papers was asked before whether another procedure is wanted.
    asked = {"f": "n"} if procedure.first_question else {}
    return postbacks.write("procedure", p=procedure.slug, **asked)


def _how_many(procedure: Procedure, answers: Answers) -> int:
    """How many questions it will be at most, as far as the answers so far can tell."""
    return max(_count(procedure, dict(answers), answer) for answer in (True, False))


def _count(procedure: Procedure, answers: Answers, answer: bool) -> int:
    while (question := procedure.next_question(answers)) is not None:
        answers[question.id] = answer
    return len(answers)


def _data(chat: Chat, procedure: Procedure, **more: str) -> str:
    return postbacks.write("documents", p=procedure.slug, v=_version(chat), **more)


def _version(chat: Chat) -> str:
    return chat.office.catalogue.version


def _letters(answers: Answers) -> str:
    return "".join("y" if answer else "n" for answer in answers.values())


def _thai_only(chat: Chat) -> list[cards.Part]:
    if chat.words.language == "th":
        return []
    return [cards.small(chat.words("ชื่อเอกสารและกรณีต่าง ๆ เป็นภาษาไทยตามที่ใช้ที่เคาน์เตอร์"))]


def _none_known(chat: Chat) -> str:
    return chat.words("ยังไม่มีรายการเอกสารของเรื่องนี้ โปรดสอบถามเจ้าหน้าที่ค่ะ")
