"""The report form as somebody of an agency filled it in: read, checked, and taken once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from models import office_files
from models.dates import BANGKOK, BUDDHIST_ERA
from models.officers import Officer
from models.orders import reporting
from models.orders.refusals import Closed, Lacks
from models.orders.reporting import FILES_MOST, WORDS_MOST, Told
from models.orders.states import REPORTED, Status
from models.orders.tables import Addressee, AgencyContact, OrderReport

FIRST_BUDDHIST = 2400  # no plan reaches that year of the common era


@dataclass(frozen=True)
class Filled:
    """What stood in the form. `planned` is an ISO day; `after` the last report its page showed."""

    status: str = ""
    words: str = ""
    planned: str = ""
    after: str = "0"
    files: Sequence["Brought"] = ()

    def told(self, today: date) -> Told:
        """What is reported, without its files; Lacks says which field is wrong."""
        if self.status not in set(REPORTED):
            raise Lacks("status")
        status, words = Status(self.status), self.words.strip()
        if not words or len(words) > WORDS_MOST:
            raise Lacks("words")
        planned = self._planned(today) if status is Status.UNDERWAY else None
        return Told(status, words, planned)

    def _planned(self, today: date) -> date:
        try:
            day = date.fromisoformat(self.planned)
            if day.year > FIRST_BUDDHIST:  # typed, where the browser knows no calendar
                day = day.replace(year=day.year - BUDDHIST_ERA)
        except ValueError as error:
            raise Lacks("planned_for") from error
        if day < today:
            raise Lacks("planned_for")
        return day


@dataclass(frozen=True)
class Brought:
    """A file that came with the form, examined."""

    file_name: str
    content_type: str
    content: bytes

    @property
    def digest(self) -> str:
        """As the file is known once it is kept."""
        return sha256(self.content).hexdigest()


Keep = Callable[[str, str, bytes, int | None], int]


def look(uploads: Iterable[tuple[str, bytes]]) -> list[Brought]:
    """The files that came (name, bytes); WrongFile for one that is not taken, Lacks for too many.

    Of a file larger than `office_files.LARGEST` one byte more is enough.
    """
    files = [_looked_at(name, body) for name, body in uploads]
    if len(files) > FILES_MOST:
        raise Lacks("files")
    return files


def _looked_at(name: str, body: bytes) -> Brought:
    kind = office_files.examine(name, body)
    return Brought(name, kind, office_files.discreet(name, kind, body))


def take(
    session: Session,
    addressee: Addressee,
    filled: Filled,
    by: Officer | AgencyContact,
    *,
    keep: Keep,
    now: datetime,
) -> OrderReport:
    """Add what was filled in to the reports; a second press gives the report of the first.

    Raises Lacks and Closed as `reporting.report` does, WrongFile when the vault is away.
    """
    told = filled.told(now.astimezone(BANGKOK).date())
    who = by.id if isinstance(by, Officer) else None
    # Before anything is locked: a colleague need not wait for these bytes.
    numbers = [keep(one.file_name, one.content_type, one.content, who) for one in filled.files]
    locked = reporting.lock(session, addressee.name)
    if locked is None:
        raise Closed
    session.refresh(locked.order)
    before = _repeated(locked, told, filled, by)
    if before is not None:
        return before  # what this press brought goes to the shredder
    kept = [office_files.kept(session, number, now) for number in numbers]
    return reporting.report(session, locked, replace(told, files=kept), by, now)


def latest(addressee: Addressee) -> int:
    """What `Filled.after` is in a form drawn now."""
    return max((report.id for report in addressee.reports), default=0)


def _repeated(
    addressee: Addressee, told: Told, filled: Filled, by: Officer | AgencyContact
) -> OrderReport | None:
    """The report a first press of the same form made, of the locked addressee.

    It is the same when the same person said the same since that form was drawn: what a colleague
    reported meanwhile, or what was changed before pressing again, is another report.
    """
    since = int(filled.after) if filled.after.isdecimal() else 0
    digests = sorted(one.digest for one in filled.files)
    meant = (told.status, told.words, told.planned_for, digests)
    for report in addressee.reports:
        mine = report.officer_id if isinstance(by, Officer) else report.contact_id
        evidence = sorted(one.file.digest for one in report.files)
        said = (report.status, report.words, report.planned_for, evidence)
        if report.id > since and mine == by.id and said == meant:
            return report
    return None
