"""The question that comes before a procedure: perhaps the citizen needs another one."""

from handlers.citizens import cards, facts, postbacks
from handlers.citizens.chat import Chat
from models.catalogue import FirstQuestion, Procedure


def ask(
    chat: Chat, procedure: Procedure, first: FirstQuestion, answer: str, then: str = ""
) -> None:
    """Ask it; "y": show where to go instead, "u": explain. Answered "n", the card follows.

    `then` says what was asked for instead of the card: "documents", or "precheck".
    """
    words = chat.words
    go_on = cards.press(words("ไม่ใช่"), _data(procedure, "n", then))
    yes = cards.press(words("ใช่"), _data(procedure, "y", then))
    unsure = cards.press(words("ไม่แน่ใจ"), _data(procedure, "u", then))
    if answer == "y":
        _lead_elsewhere(chat, procedure, first, then)
        return
    if answer == "u":
        body = [cards.line(first.when_unsure(words.language))]
        taps = [yes, go_on, facts.officer(chat, procedure)]
    else:
        body = [cards.line(first.question(words.language), size="lg")]
        taps = [yes, go_on, unsure]
    foot = [cards.button(tap, main=tap is yes) for tap in taps]
    foot.append(cards.button(cards.press(words("ยกเลิก"), "cancel?")))
    chat.say(cards.card(procedure.name(words.language), body, foot=foot))


def _lead_elsewhere(chat: Chat, procedure: Procedure, first: FirstQuestion, then: str) -> None:
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
                cards.button(cards.press(words("ไม่ใช่กรณีนี้ ไปต่อ"), _data(procedure, "n", then))),
                cards.button(cards.press(words("ย้อนกลับ"), _data(procedure, "", then))),
            ],
        )
    )


def _data(procedure: Procedure, answer: str, then: str) -> str:
    rest = {"f": answer, "t": then}
    return postbacks.write(
        "procedure", p=procedure.slug, **{key: value for key, value in rest.items() if value}
    )
