"""Words the office had no answer for: kept for its officers, who teach them to a page."""

from handlers.citizens.chat import Chat
from models import unanswered
from models.answers import Finding


def note(chat: Chat, text: str, finding: Finding) -> None:
    """Keep these words with what came nearest; an event nobody keeps leaves none behind."""
    if chat.event_id is not None:
        unanswered.note(chat.session, text, finding.nearest, chat.now, chat.event_id)
