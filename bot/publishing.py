"""What this process tells citizens: swapped whole for the next edition, while it works."""

import ctypes
import threading
from datetime import date, datetime

import structlog
from sqlalchemy.orm import Session, sessionmaker

from bot.logs import where
from bot.now import now
from models import content
from models.dates import BANGKOK
from models.office import Office

log = structlog.get_logger()
EVERY = 0.25  # seconds between looks for a new edition: one small query


class Shelf:
    """Holds the newest edition as told today; safe to share between threads.

    A new edition is built beside the old one, which goes on answering meanwhile. What cannot be
    built is logged, and the last good edition stays.
    """

    def __init__(self, sessions: sessionmaker[Session], only: Office | None = None) -> None:
        """`only` is told for good, whatever is published."""
        self._sessions = sessions
        self._only = self._office = only
        self._failed: tuple[int, date] | None = None
        self._building = threading.Lock()
        self._stop = threading.Event()

    @property
    def office(self) -> Office:
        """The edition at hand, without looking for a newer one."""
        return self._office or self.look()

    def on(self, moment: datetime) -> Office:
        """The edition at hand, as told on that day in Bangkok."""
        office = self._office
        if office is None or office.day != moment.astimezone(BANGKOK).date():
            return self.look()
        return office

    def look(self) -> Office:
        """Look for a new edition or a new day, and build it if there is one."""
        if self._only:
            return self._only
        with self._building:
            day = now().astimezone(BANGKOK).date()
            with self._sessions() as session:
                edition = content.edition(session)
                if self._office and (edition, day) in (self._failed, self._held()):
                    return self._office
                told = content.told(session)
            # Built without a connection in hand: it takes a second or two.
            self._office = self._built(told, day)
            return self._office

    def start(self) -> None:
        """Keep looking in a thread of its own until `stop`, for as long as the process lives.

        Only in the process that answers: a thread does not survive a fork.
        """
        threading.Thread(target=self._watch, name="shelf", daemon=True).start()

    def stop(self) -> None:
        """Look no more."""
        self._stop.set()

    def _held(self) -> tuple[int, date | None] | None:
        return (self._office.edition, self._office.day) if self._office else None

    def _built(self, told: content.Told, day: date) -> Office:
        for fault in told.left_out:
            log.error("page_left_out", edition=told.edition, fault=fault)
        try:
            office = Office.of(told, day)
        except Exception as error:  # whatever breaks, the office goes on with what it has
            log.error("edition_failed", edition=told.edition, error=where(error))
            self._failed = (told.edition, day)
            return self._office or Office.open()
        _give_back()
        log.info("edition_on_shelf", edition=office.edition, day=str(day))
        return office

    def _watch(self) -> None:
        while not self._stop.is_set():
            try:
                self.look()
            except Exception as error:  # the database is away, say: what is told stays
                log.warning("shelf_waits", error=type(error).__name__)
            self._stop.wait(EVERY)


def _give_back() -> None:
    """Return to the machine what building took: an edition is built in ten times its own size."""
    # glibc keeps what was freed between what is still used, until it is asked.
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim:
        trim(0)
