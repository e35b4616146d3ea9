"""Words that ask nothing of the office: kindly answered, always with a way on."""

from handlers.citizens import cards
from handlers.citizens.chat import Chat


def chatter(chat: Chat) -> None:
    """Somebody just talks: who we are, and what we can do."""
    words = chat.words
    told = words(
        "“เพื่อนเขต” เป็นระบบตอบอัตโนมัติของ{office}ค่ะ คุยเรื่องทั่วไปไม่เก่ง "
        "แต่ช่วยเรื่องเอกสาร ขั้นตอน และเวลาทำการได้ค่ะ",
        office=chat.office.catalogue.office.name(words.language),
    )
    taps = (cards.press(words("ค้นหาบริการ"), "find?"), cards.to_menu(words))
    chat.say(cards.text(told, *taps, cards.to_officer(words)))


def calm(chat: Chat) -> None:
    """Somebody is angry: one kind sentence and a person."""
    words = chat.words
    told = words("ขออภัยที่ทำให้ไม่สบายใจนะคะ หากต้องการให้เจ้าหน้าที่ช่วยดูแล กดหรือพิมพ์ “ถามเจ้าหน้าที่” ได้เลยค่ะ")
    ask = cards.press(words("ถามเจ้าหน้าที่"), "officer?")
    chat.say(cards.text(told, ask, cards.to_menu(words)))
