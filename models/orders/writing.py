"""The report form as somebody of an agency filled it in: read, checked, and taken once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.office_files import OfficeFile
from models.officers import Officer
from models.orders.refusals import Lacks
from models.orders.reporting import WORDS_MOST, Told
from models.orders.states import REPORTED, Status
from models.orders.tables import Addressee, AgencyContact, OrderReport


@dataclass(frozen=True)
class Filled:
    """What stood in the form. `planned` is an ISO day; `after` the last report its page showed."""

    status: str = ""
    words: str = ""
    planned: str = ""
    after: str = "0"

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
        except ValueError as error:
            raise Lacks("planned_for") from error
        if day < today:
            raise Lacks("planned_for")
        return day


def latest(addressee: Addressee) -> int:
    """What `Filled.after` is in a form drawn now."""
    return max((report.id for report in addressee.reports), default=0)


def repeated(
    addressee: Addressee,
    told: Told,
    files: Sequence[OfficeFile],
    by: Officer | AgencyContact,
    after: str,
) -> OrderReport | None:
    """The report a second press of the same form already made; `addressee` must be locked.

    It is the same when the same person said the same since that form was drawn: what a colleague
    reported meanwhile, or what was changed before pressing again, is another report.
    """
    since = int(after) if after.isdecimal() else 0
    meant = (told.status, told.words, told.planned_for, _digests(files))
    for report in addressee.reports:
        mine = report.officer_id if isinstance(by, Officer) else report.contact_id
        said = (report.status, report.words, report.planned_for)
        digests = _digests([one.file for one in report.files])
        if report.id > since and mine == by.id and (*said, digests) == meant:
            return report
    return None


def _digests(files: Sequence[OfficeFile]) -> list[str]:
    return sorted(file.digest for file in files)
