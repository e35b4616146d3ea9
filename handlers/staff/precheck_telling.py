"""What a citizen is told of an officer's look: one letter for all of it, shown before it goes."""

from typing import Any

from flask import current_app

from handlers.citizens import precheck_news
from handlers.staff.procedure_case import office
from handlers.staff.visit import lent, now, officer, session
from models import outbox, prechecks
from models.citizens import Citizen
from models.links import Links
from models.prechecks import NOTIFIES, Precheck, State

Message = dict[str, Any]


def hold_citizen(one: Precheck) -> Citizen | None:
    """Take the citizen's row, as a conversation does: before the case, so that none waits twice."""
    if one.citizen_id is None:
        return None
    office()  # a new edition takes a moment to read: before anything is held
    return session().get(
        Citizen, one.citizen_id, with_for_update={"key_share": True}, populate_existing=True
    )


def tell(one: Precheck, before: State, citizen: Citizen | None) -> bool:
    """Owe the citizen one letter, if this move is told; False when nothing is."""
    move = (before, one.state)
    if move not in NOTIFIES or citizen is None:
        return False
    messages = _letter(one, move, citizen)
    outbox.put(session(), citizen, messages, now(), duty=NOTIFIES[move])
    return True


def rehearse(one: Precheck) -> tuple[State, list[Message]]:
    """Where the case would go if the look ended now, and what the citizen would read.

    Raises NotYet while a paper is undecided; nothing is changed.
    """
    citizen = hold_citizen(one)
    before = one.state
    with session().begin_nested() as trial:
        prechecks.finish_look(session(), one, officer(), now(), seen=one.revision)
        move = (before, one.state)
        messages = _letter(one, move, citizen) if citizen and move in NOTIFIES else []
        trial.rollback()
    return move[1], messages


def _letter(one: Precheck, move: tuple[State, State], citizen: Citizen) -> list[Message]:
    links = Links(lent().public_url, str(current_app.secret_key))
    chat = precheck_news.chat_with(session(), citizen, office(), now(), links)
    precheck_news.tell(chat, one, move)
    return chat.messages
