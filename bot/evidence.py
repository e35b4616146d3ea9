"""What officers keep as evidence, for the pack that is made without a browser."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy.orm import Session

from bot.office_files import OfficeFiles
from bot.postgres import open_engine, open_sessions
from bot.settings import Settings
from bot.vault import Vault
from models import innovation
from models.content import told
from models.officers import Officer
from models.reports import innovation as papers
from models.reports.evidence import Piece
from models.usage import evidence


def kept_pieces(settings: Settings, year: int, made: date) -> Iterator[Piece]:
    """The innovation's forms, the files of a fiscal year (B.E.), and their list."""
    engine = open_engine(settings.database_url, pool_size=2)
    sessions, vault = open_sessions(engine), Vault.open(settings)
    try:
        with sessions() as session:
            yield from _innovation(session, year, made)
            rows = evidence.of_year(session, year)
            files = OfficeFiles(sessions, lambda: vault)
            yield from evidence.pieces(rows, files.read, lambda number: _name(session, number))
    finally:
        engine.dispose()


def _innovation(session: Session, year: int, made: date) -> Iterator[Piece]:
    one = innovation.chosen(session, year)
    if one is None:
        return
    catalogue = told(session).catalogue
    names = {section.code: section.name_th for section in catalogue.sections}
    unit = papers.Unit(
        catalogue.office.name_th,
        lambda code: names.get(code, code),
        innovation.needed(session),
    )
    yield from papers.pieces(one, innovation.ideas(session, year), unit, made)


def _name(session: Session, number: int | None) -> str:
    return session.get_one(Officer, number).name if number else ""
