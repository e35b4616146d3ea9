"""How satisfied were you? Asked once after a matter ended: one tap, then a word if one likes."""

from datetime import timedelta

import regex

from handlers.citizens import cards, postbacks, welcome
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from models import questions, survey_matters, surveys
from models.inbox import Event
from models.survey_matters import Matter
from models.surveys import Survey
from models.unanswered import without_numbers

TOPIC = "survey"
SOON = timedelta(minutes=30)  # words written later are about something else
MOST_MESSAGES = 5  # LINE reference, "Send reply message"
# The asking rides with answers to these alone: no haste, no grief and no list half filled in.
RESTING = frozenset(
    {"menu", "hello", "thanks", "understood", "mine", "visits", "visit", "hours", "contact"}
    | {"find", "procedure", "answer"}
)
# Words about the service are told from a new question by how they end, and what they speak of.
ASKS = regex.compile(
    r"(?:\?|ไหม|มั้ย|ไหน|เท่าไหร่|เท่าไร|อย่างไร|ยังไง|เมื่อไหร่|เมื่อไร|อะไร|อะไรบ้าง)"
    r"\s*(?:คะ|ค่ะ|ครับ|คับ)?[\s?]*$"
)

REMARKS = regex.compile(
    r"บริการ|พอใจ|ประทับใจ|สุภาพ|ดีมาก|ดีค่ะ|รวดเร็ว|ช้า|รอนาน|แย่|ควรปรับ|อยากให้"
    r"|staff|service|slow|polite"
)
NO_REMARK = ("greeting", "thanks")


def ride(chat: Chat, verb: str) -> None:
    """Let the question go along with this answer, when one is due; never a message of its own."""
    if verb not in RESTING or not chat.messages or len(chat.messages) >= MOST_MESSAGES:
        return
    if _busy(chat):
        return
    found = survey_matters.due(chat.session, chat.citizen, chat.now)
    if found is None:
        return
    survey, matter = found
    if surveys.ask(chat.session, survey, chat.citizen, matter.subject, chat.now):
        _ask(chat, survey, matter)


def rate(chat: Chat, values: Values) -> None:
    """One tap: the level is kept, and a word may follow."""
    survey, level = _survey(chat, values), _number(values.get("l"))
    if survey is None or level is None or not 1 <= level <= survey.scale_max:
        welcome.lost(chat, values)
        return
    subject = values.get("a", "")
    _let_go(chat)
    if survey.ended_at is not None or not _keep(chat, survey, subject, level):
        _over(chat)
        return
    _thank(chat, survey, subject, level)


def hear(chat: Chat) -> bool:
    """Take what was typed as the word they wished to add; False when it is none."""
    topic = chat.awaits(TOPIC)
    text = (chat.heard.text or "").strip()
    asked_at = chat.citizen.topic_at
    if topic is None or asked_at is None or chat.heard.occurred_at - asked_at > SOON:
        return False
    if _asks_something(chat, text):
        return False
    survey = chat.session.get(Survey, topic["s"])
    kept = without_numbers(text).replace("\x00", "")
    chat.leave_topic()
    if survey is None or not surveys.add_words(
        chat.session, chat.citizen, survey, topic["a"], kept, chat.now
    ):
        return False
    _let_go(chat)
    words = chat.words
    told = words("ขอบคุณค่ะ บันทึกไว้โดยไม่มีชื่อแล้ว ถ้าต้องการคำตอบ กด “ถามเจ้าหน้าที่” ได้เลยค่ะ")
    chat.say(cards.text(told, cards.press(words("ถามเจ้าหน้าที่"), "officer?"), cards.to_menu(words)))
    return True


def _busy(chat: Chat) -> bool:
    """Whether they are in the middle of something, or a person speaks with them."""
    if (chat.citizen.topic or {}).get("kind", TOPIC) != TOPIC:
        return True
    return questions.owned_of(chat.session, chat.citizen) is not None


def _ask(chat: Chat, survey: Survey, matter: Matter) -> None:
    """The card comes last, and the quick replies of the answer go under it."""
    words = chat.words
    *before, last = chat.messages
    quick = last.get("quickReply")
    chat.messages = []
    card = cards.card(
        words("ขอถามสั้น ๆ ค่ะ"),
        [
            cards.small(_named(chat, matter)),
            cards.line(_of(chat, survey.question_th, survey.question_en), weight="bold"),
            cards.small(words("แตะครั้งเดียว ไม่เก็บชื่อผู้ตอบ ไม่ตอบก็ได้ค่ะ"), margin="md"),
        ],
        foot=[
            cards.button(_level(chat, survey, matter.subject, level))
            for level in range(survey.scale_max, 0, -1)
        ],
    )
    if quick:
        card["quickReply"] = quick
    chat.say(*before, *cards.together(last, card))


def _level(chat: Chat, survey: Survey, subject: str, level: int) -> cards.Part:
    data = postbacks.write("rate", s=survey.id, a=subject, l=level)
    return cards.press(_name(chat, survey, level), data)


def _thank(chat: Chat, survey: Survey, subject: str, level: int) -> None:
    words = chat.words
    told = words("ขอบคุณค่ะ บันทึกคำตอบ “{level}” แล้ว", level=_name(chat, survey, level))
    if _busy(chat):  # whatever they write next belongs elsewhere
        chat.say(cards.text(told, cards.to_menu(words)))
        return
    chat.wait_for(TOPIC, s=survey.id, a=subject)
    more = words("ถ้าอยากบอกอะไรเพิ่ม พิมพ์มาได้เลย ไม่บังคับค่ะ")
    chat.say(cards.text(f"{told}\n{more}", cards.to_menu(words)))


def _over(chat: Chat) -> None:
    words = chat.words
    told = words("แบบสอบถามนี้ปิดแล้ว หรือตอบไว้แล้วค่ะ ขอบคุณมากนะคะ")
    chat.say(cards.text(told, cards.to_menu(words)))


def _keep(chat: Chat, survey: Survey, subject: str, level: int) -> bool:
    section, procedure = survey_matters.told(chat.session, subject)
    return surveys.answer(
        chat.session, chat.citizen, survey, subject, level, chat.now,
        section=section, procedure=procedure,
    )  # fmt: skip


def _let_go(chat: Chat) -> None:
    """The event is not kept as it came: it would say who answered what."""
    event = chat.session.get(Event, chat.event_id) if chat.event_id else None
    if event is not None:
        event.forget()


def _asks_something(chat: Chat, text: str) -> bool:
    """Whether the words are a question to us rather than a word about the service."""
    finding = chat.office.matcher.find(text)
    if finding.emergency or ASKS.search(text):
        return True
    if REMARKS.search(text.casefold()):
        return False
    return finding.kind in NO_REMARK or finding.decision == "answer"


def _named(chat: Chat, matter: Matter) -> str:
    """What it is about, so that nobody rates the wrong thing."""
    known = chat.office.catalogue.procedures.get(matter.procedure or "")
    if known is not None:
        return known.name(chat.words.language)
    number = matter.subject.partition(":")[2]
    if matter.about == ("question",):
        return chat.words("คำถาม {receipt}", receipt=f"Q-{int(number):06d}")
    return chat.words("บริการที่ได้รับ")


def _name(chat: Chat, survey: Survey, level: int) -> str:
    return _of(chat, *survey.levels[level - 1])


def _of(chat: Chat, thai: str, english: str) -> str:
    return thai if chat.words.language == "th" else english


def _survey(chat: Chat, values: Values) -> Survey | None:
    number = _number(values.get("s"))
    return chat.session.get(Survey, number) if number else None


def _number(value: str | None) -> int | None:
    # Longer numbers are no ids of ours and would not fit the column.
    known = value is not None and value.isdecimal() and value.isascii() and len(value) <= 9
    return int(value) if known and value else None
