"""The question that comes before a procedure: perhaps the citizen needs another one."""

from handlers.citizens import cards, postbacks
from handlers.citizens.chat import Chat
from models.catalogue import FirstQuestion, Procedure


def ask(chat: Chat, procedure: Procedure, first: FirstQuestion, answer: str) -> None:
    """Ask it; "y": show where to go instead, "u": explain. Answered "n", the card follows."""
    words = chat.words
    go_on = cards.press(words("ไม่ใช่"), _data(procedure, "n"))
    yes = cards.press(words("ใช่"), _data(procedure, "y"))
    unsure = cards.press(words("ไม่แน่ใจ"), _data(procedure, "u"))
    if answer == "y":
        _lead_elsewhere(chat, procedure, first)
        return
    if answer == "u":
        body = [cards.line(first.when_unsure(words.language))]
        taps = [yes, go_on, _officer(chat, procedure)]
    else:
        body = [cards.line(first.question(words.language), size="lg")]
        taps = [yes, go_on, unsure]
    foot = [cards.button(tap, main=tap is yes) for tap in taps]
    foot.append(cards.button(cards.press(words("ยกเลิก"), "cancel?")))
    chat.say(cards.card(procedure.name(words.language), body, foot=foot))


def _lead_elsewhere(chat: Chat, procedure: Procedure, first: FirstQuestion) -> None:
    words, known = chat.words, chat.office.catalogue.procedures
    there = [known[slug] for slug in first.yes_leads_to if slug in known]
    taps = [
        cards.press(other.name(words.language), postbacks.write("procedure", p=other.slug))
        for other in there
    ]
    chat.say(
        cards.card(
            procedure.name(words.language),
            [cards.line(first.when_yes(words.language)), *map(cards.row, taps)],
            foot=[
                cards.button(cards.press(words("ไม่ใช่กรณีนี้ ไปต่อ"), _data(procedure, "n"))),
                cards.button(cards.press(words("ย้อนกลับ"), _data(procedure, ""))),
            ],
        )
    )


def _officer(chat: Chat, procedure: Procedure) -> cards.Part:
    return cards.press(chat.words("ถามเจ้าหน้าที่"), postbacks.write("officer", p=procedure.slug))


def _data(procedure: Procedure, answer: str) -> str:
    return postbacks.write("procedure", p=procedure.slug, **({"f": answer} if answer else {}))
