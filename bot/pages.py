"""The private pages' edge: what they are lent, each reservation committed before its bytes come."""

from functools import cache

from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.exceptions import ServiceUnavailable

from bot.now import now
from bot.office_files import OfficeFiles
from bot.postgres import open_sessions
from bot.settings import Settings
from bot.vault import Vault, VaultAway, VaultError
from handlers.pages import Lent, open_pages
from models import attachments
from models.citizens import Citizen
from models.links import Links


def attach(app: Flask, settings: Settings, engine: Engine) -> None:
    """Open /p in `app`; without a SECRET_KEY nobody can have an address there, so it stays shut.

    The console must be attached before: what a page does is committed where its acts are.
    """
    if not settings.secret_key:
        return
    sessions = open_sessions(engine)
    vault = cache(lambda: Vault.open(settings))  # opened when it is first needed
    files = OfficeFiles(sessions, vault)

    def fetch(name: str) -> bytes | None:
        try:
            return vault().get(name)
        except VaultAway as error:  # gone for now is not gone
            raise ServiceUnavailable from error
        except VaultError:
            return None

    lent = Lent(
        sessions=sessions,
        clock=now,
        links=Links(settings.public_url, settings.secret_key, settings.secret_keys_old),
        reserve=lambda citizen_id, kind: _reserve(sessions, citizen_id, kind),
        keep=lambda name, body: vault().put(name, body),
        fetch=fetch,
        keep_file=files.keep,
        read_file=files.read,
    )
    open_pages(app, lent)


def _reserve(sessions: sessionmaker[Session], citizen_id: int, kind: str) -> tuple[int, str]:
    with sessions.begin() as session:
        citizen = session.get_one(Citizen, citizen_id)
        attachment = attachments.reserve(session, citizen, kind, now())
        return attachment.id, attachment.vault_name
