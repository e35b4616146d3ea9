"""What a citizen says and shows about a question they asked; silent while an officer has it.

Two voices never speak at once: from the moment an officer takes a question until it is answered,
put back or left alone, words, pictures and places go to that officer. Only taps, typed commands
and what the citizen asked the bot for since then are the bot's; danger is warned of all the same.
"""

from datetime import datetime, timedelta

from sqlalchemy import select

from handlers.citizens import cards, emergencies, postbacks
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from models import questions
from models.attachments import Attachment, expect
from models.calendar import read
from models.questions import Question, QuestionStep, State
from models.questions.telling import WORDS

HUSH = timedelta(hours=1)  # within it, one sign that the words arrived is enough
GATHER = timedelta(minutes=10)  # what comes so soon after a question is still part of it
MOST_WAITING = 3  # who has so many waiting adds to the newest instead of asking one more
SHOWN = timedelta(minutes=30)  # so long a picture may follow the question it belongs to
SOCIAL = ("hello", "thanks")  # between people these are said to the officer
MORE = "more"  # the topic that waits for more about a question
# What we asked more for, and how long words are taken for the answer; then they are looked up.
ABOUT_ONE = {MORE: timedelta(minutes=30), "intake": timedelta(hours=2)}


def owned(chat: Chat) -> Question | None:
    """The question an officer has, unless the citizen asked the bot for something since."""
    question = questions.owned_of(chat.session, chat.citizen)
    if question is None:
        return None
    topic, at = chat.citizen.topic or {}, chat.citizen.topic_at
    taken = _taken_at(chat, question)
    asked_since = topic.get("kind") and at is not None and taken is not None and at > taken
    return None if asked_since else question


def pass_on(chat: Chat, question: Question) -> None:
    """Give what was just said or sent to the officer; say so at most once an hour."""
    heard = chat.heard
    text = (heard.text or "").strip() if heard.message_type == "text" else ""
    numbers = chat.office.matcher.find(text).emergency if text else ()
    if numbers:
        emergencies.warn(chat, numbers)
    add(chat, question, text)
    _hush(chat, question)


def pass_tap(chat: Chat, question: Question, told: str) -> None:
    """The same for an answer that was tapped while an officer came."""
    questions.add_words(chat.session, question, told, chat.now, event_id=chat.event_id)
    _hush(chat, question)


def _hush(chat: Chat, question: Question) -> None:
    if question.hushed_at is None or chat.now - question.hushed_at >= HUSH:
        question.hushed_at = chat.now
        chat.say(cards.text(chat.words("ส่งถึงเจ้าหน้าที่แล้วค่ะ")))


def add(chat: Chat, question: Question, text: str = "") -> None:
    """Put this event's words, picture, file or place into the thread, and tell its officer."""
    kept, place = shown(chat)
    text = "(สติกเกอร์)" if chat.heard.message_type == "sticker" else text
    questions.add_words(
        chat.session, question, text, chat.now, event_id=chat.event_id,
        attachment_id=kept.id if kept else None, place=place,
    )  # fmt: skip
    if question.state is State.OWNED:
        calendar = read(chat.session)
        questions.tell_owner(chat.session, question, WORDS, chat.now, calendar)


def shown(chat: Chat) -> tuple[Attachment | None, dict[str, object] | None]:
    """What this event shows: something to be fetched from LINE, or a place."""
    kind = chat.heard.message_type
    if kind == "location":
        return None, _place(chat)
    return (None if kind in ("text", "sticker") else keep_sent(chat)), None


def keep_sent(chat: Chat) -> Attachment | None:
    """Note what was sent, so that it is fetched from LINE; None when it does not lie there."""
    heard = chat.heard
    provider = heard.message.get("contentProvider")
    # What was sent through a LIFF page lies elsewhere; LINE cannot give it to us.
    elsewhere = isinstance(provider, dict) and provider.get("type") == "external"
    if not heard.message_id or not heard.message_type or elsewhere:
        return None
    return expect(
        chat.session, chat.citizen, heard.message_id, heard.message_type,
        heard.occurred_at, chat.now,
    )  # fmt: skip


def asked_about(chat: Chat) -> Question | None:
    """The open question we just asked the citizen to say or show more about."""
    for kind, span in ABOUT_ONE.items():
        topic, asked_at = chat.awaits(kind), chat.citizen.topic_at
        question = chat.session.get(Question, topic["q"]) if topic else None
        fresh = asked_at is not None and chat.heard.occurred_at - asked_at <= span
        if question is not None and question.state.open and fresh:
            return question
    return None


def going_on(chat: Chat, within: timedelta = GATHER) -> Question | None:
    """The newest waiting question, if the citizen said something about it just before."""
    open_ = questions.open_of(chat.session, chat.citizen)
    waiting = [one for one in open_ if one.state is State.WAITING]
    if not waiting:
        return None
    newest = waiting[-1]
    said = [words.at for words in newest.words if words.by == "citizen"]
    fresh = chat.now - max([newest.asked_at, *said]) <= within
    return newest if fresh or len(waiting) >= MOST_WAITING else None


def added(chat: Chat, question: Question) -> None:
    """Say that it lies with the question, and how to go on."""
    words = chat.words
    told = words("เพิ่มไว้ในคำถาม {receipt} ให้เจ้าหน้าที่แล้วค่ะ", receipt=question.receipt)
    chat.say(cards.text(told, *ways(chat, question)))


def ways(chat: Chat, question: Question) -> list[cards.Part]:
    """On from more words: the rest of the short questions, the question itself, another one."""
    words = chat.words
    taps = [cards.press(words("ดูคำถามนี้"), write("question", question))]
    if question.state is State.WAITING and question.summary_confirmed_at is None:
        taps.insert(0, cards.press(words("เล่าเพิ่มให้ชัด"), write("intake", question)))
    return [*taps, cards.press(words("ถามอีกเรื่อง"), "officer?"), cards.to_menu(words)]


def write(verb: str, question: Question, /, **values: object) -> str:
    """What a button about this question carries."""
    return postbacks.write(verb, q=question.id, **values)


def own(chat: Chat, values: Values) -> Question | None:
    """The citizen's own question a button is about; somebody else's or a forgotten one is none."""
    value = values.get("q", "")
    # Longer numbers are no ids of ours and would not fit the column.
    known = value.isdecimal() and value.isascii() and len(value) <= 9
    question = chat.session.get(Question, int(value)) if known else None
    if question is None or question.citizen_id != chat.citizen.id:
        return None
    return None if question.state is State.FORGOTTEN else question


def _taken_at(chat: Chat, question: Question) -> datetime | None:
    steps = select(QuestionStep.at).where(
        QuestionStep.question_id == question.id,
        QuestionStep.to_state == State.OWNED,
        QuestionStep.from_state != State.OWNED,
    )
    return chat.session.scalar(steps.order_by(QuestionStep.id.desc()).limit(1))


def _place(chat: Chat) -> dict[str, object]:
    """What LINE tells of a place. LINE reference, "Location" message event."""
    message = chat.heard.message
    told = {key: message.get(key) for key in ("title", "address", "latitude", "longitude")}
    return {key: value for key, value in told.items() if isinstance(value, str | int | float)}
