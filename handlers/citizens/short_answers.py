"""A short answer a section has prepared: what it says, who stands behind it, and its film."""

from handlers.citizens import cards, clips, postbacks, standings, welcome
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from models.short_answers import ShortAnswer


def known(chat: Chat, name: str) -> ShortAnswer | None:
    """The answer of this name, when it may be told today."""
    answer = chat.office.short_answers.get(name)
    return answer if answer and answer.backed and answer.in_force(chat.today) else None


def hear(chat: Chat, values: Values) -> None:
    """One short answer, tapped in a list."""
    answer = known(chat, values.get("s", ""))
    if answer is None:
        welcome.lost(chat, values)
        return
    chat.remember(answer.slug)
    chat.say(card(chat, answer))


def row(chat: Chat, answer: ShortAnswer) -> cards.Part:
    """A short answer in a list."""
    data = postbacks.write("answer", s=answer.slug)
    return cards.row(cards.press(answer.name(chat.words.language), data))


def card(chat: Chat, answer: ShortAnswer, number: int = 0) -> cards.Part:
    """The answer; as one of several its `number` tells its labels from the others'."""
    words = chat.words
    name = answer.name(words.language)
    body = [cards.line(answer.answer(words.language))]
    if words.language == "en" and not answer.answer_en:
        body.insert(0, cards.small(words("คำตอบนี้มีเฉพาะภาษาไทย")))
    body += [cards.small(line, margin="md") for line in _behind(chat, answer)]
    remark = standings.whole(chat, answer)
    body += [cards.small(remark, color=cards.AMBER_INK)] if remark else []
    taps = clips.taps(chat, answer, f" ({number})" if number else "")
    if not number:
        taps.append(cards.press(words("ถามเจ้าหน้าที่"), postbacks.write("officer", p=answer.slug)))
    foot = [cards.button(tap) for tap in taps]
    return cards.card(
        f"{number}. {name}" if number else name, body, foot=foot, quick=[cards.to_menu(words)]
    )


def _behind(chat: Chat, answer: ShortAnswer) -> list[str]:
    """The section that answers, and where it has it from."""
    words, sections = chat.words, chat.office.catalogue.sections
    told = [s.name(words.language) for s in sections if s.code == answer.section]
    return told + ([words("ที่มา: {source}", source=answer.source)] if answer.source else [])
