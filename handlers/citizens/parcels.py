"""A citizen comes for what waits: every answer that could not be pushed goes out free, now."""

from handlers.citizens import cards
from handlers.citizens.chat import Chat
from handlers.citizens.postbacks import Values
from models import parcels
from models.inbox import Event


def collect(chat: Chat, values: Values) -> None:
    """Hand over what lies here; the letters themselves are the answer to this tap."""
    event = chat.session.get(Event, chat.event_id) if chat.event_id else None
    session, citizen = chat.session, chat.citizen
    if event and event.reply_token and parcels.collect(session, citizen, event, chat.now):
        return
    words = chat.words
    citizen.menu_due_at = chat.now  # it may have said otherwise
    told = words("ตอนนี้ไม่มีคำตอบรออยู่ค่ะ มีอะไรให้ช่วย พิมพ์มาได้เลยค่ะ")
    chat.say(cards.text(told, cards.to_menu(words), cards.to_officer(words)))
