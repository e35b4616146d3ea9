"""Takes one citizen's waiting events in order, lets the conversation think, commits the turn."""

import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import psycopg
import structlog
from sqlalchemy.orm import Session, sessionmaker

from bot.alerts import Alerts
from bot.away import AWAY
from bot.fetcher import Fetcher
from bot.held_answers import HeldAnswers
from bot.line import Line, LineUnreachable
from bot.logs import where
from bot.menu_exchange import MenuExchange
from bot.now import now
from bot.office_files import OfficeFiles
from bot.postgres import open_engine, open_sessions
from bot.postman import Errand, Postman
from bot.publishing import EVERY, Shelf
from bot.settings import Settings
from bot.turns import Turns
from bot.vault import Vault
from models import inbox, outbox
from models.links import Links
from models.office import Office

log = structlog.get_logger()
IDLE = 0.5  # seconds between looks when nobody rings
TURNS_AT_A_VISIT = 10  # then other citizens come first
LONG = timedelta(seconds=2)  # an answer that takes longer deserves a sign of life
NICENESS = 5  # of 19: a quarter of a processor that another process wants whole
LOADING_SECONDS = 20  # LINE reference, "Display a loading indicator"


@dataclass
class Worker:
    """Everything behind the webhook: thinking, sending, fetching, in threads of one process."""

    sessions: sessionmaker[Session]
    line: Line
    turns: Turns
    held: HeldAnswers
    postman: Postman
    fetcher: Fetcher
    files: OfficeFiles
    exchange: MenuExchange
    alerts: Alerts
    url: str
    shelf: Shelf
    stop: threading.Event = field(default_factory=threading.Event)
    inbox_bell: threading.Event = field(default_factory=threading.Event)
    outbox_bell: threading.Event = field(default_factory=threading.Event)
    soothed: dict[int, float] = field(default_factory=dict)

    def run(self, *, thinkers: int = 2, carriers: int = 96) -> None:
        """Work until told to stop by SIGTERM or SIGINT; what has begun is finished first."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: self.stop.set())
        step_back()
        slots = threading.Semaphore(carriers)
        with ThreadPoolExecutor(carriers, thread_name_prefix="carrier") as pool:
            jobs = [self._think] * thinkers
            jobs += [lambda: self._send(pool, slots), self._fetch, self._look_around]
            jobs += [self._alert, self._answer_together, self._restock, self._listen]
            threads = [threading.Thread(target=self._keep_on, args=(job,)) for job in jobs]
            for thread in threads:
                thread.daemon = thread is threads[-1]  # LISTEN blocks; nothing is lost with it
                thread.start()
            log.info("worker_ready", thinkers=thinkers, carriers=carriers)
            while not self.stop.wait(1):
                pass
            self.inbox_bell.set()
            self.outbox_bell.set()
            for thread in threads[:-1]:
                thread.join()
        self.line.tally.keep_all(self.sessions, now())

    def settle(self) -> None:
        """Do all there is to do, here and now, in this thread: for tests and bounded errands."""
        self.shelf.look()
        busy = True
        while busy:
            busy = self.turns.round()
            while errand := self.postman.take():
                self.postman.deliver(errand)
                busy = True
            busy = self.fetcher.step() or self.exchange.step() or self.files.step() or busy
            busy = self.alerts.step() or self.held.step(timedelta(0)) or busy

    def soothe(self) -> int:
        """Show the loading animation to those who have waited long; to how many."""
        moment = now()
        with self.sessions() as session:
            since, until = moment - outbox.TOKEN_LIFE, moment - LONG
            waiting = inbox.kept_waiting(session, since, until, most=20)
        fresh = [event for event in waiting if event.id not in self.soothed]
        for event in fresh:
            self.soothed[event.id] = time.monotonic()
            loading = {"chatId": event.line_user_id, "loadingSeconds": LOADING_SECONDS}
            self.line.call("POST", "/v2/bot/chat/loading/start", payload=loading)
        old = time.monotonic() - 120
        self.soothed = {key: at for key, at in self.soothed.items() if at > old}
        return len(fresh)

    def _keep_on(self, job: Callable[[], None]) -> None:
        while not self.stop.is_set():
            try:
                job()
            except (*AWAY, psycopg.OperationalError, LineUnreachable) as error:
                log.warning("worker_waits", error=type(error).__name__)
                self.stop.wait(IDLE)
            except Exception as error:  # one thread's fault must not end the others
                log.error("worker_stumbled", error=where(error))
                self.stop.wait(IDLE)

    def _think(self) -> None:
        if self.turns.round(self.stop.is_set):
            self.outbox_bell.set()
        else:
            self.inbox_bell.wait(IDLE)
            self.inbox_bell.clear()

    def _send(self, pool: ThreadPoolExecutor, slots: threading.Semaphore) -> None:
        with slots:  # look for work only when somebody is free to carry it
            errand = self.postman.take()
        if errand is None:
            self.outbox_bell.wait(IDLE)
            self.outbox_bell.clear()
            return
        slots.acquire()
        pool.submit(self._carry, errand, slots)

    def _carry(self, errand: Errand, slots: threading.Semaphore) -> None:
        try:
            self.postman.deliver(errand)
        except Exception as error:  # the lease ends and the letter comes back, marked in doubt
            log.error("carrier_stumbled", error=where(error))
        finally:
            slots.release()
            self.outbox_bell.set()

    def _fetch(self) -> None:
        # The menus first: a flood of photographs, or a vault that fails, must not keep them back.
        exchanged = self.exchange.step()
        if not (self.fetcher.step() or exchanged or self.files.step()):
            self.stop.wait(IDLE)

    def _answer_together(self) -> None:
        if self.held.step():
            self.outbox_bell.set()
        self.stop.wait(IDLE / 2)

    def _alert(self) -> None:
        if not self.alerts.step():
            self.stop.wait(1)

    def _look_around(self) -> None:
        self.postman.refresh_quota()
        self.soothe()
        self.line.tally.keep(self.sessions, now())
        self.stop.wait(1)

    def _restock(self) -> None:
        self.shelf.look()
        self.stop.wait(EVERY)

    def _listen(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("LISTEN inbox")
            connection.execute("LISTEN outbox")
            for notice in connection.notifies():
                bell = self.inbox_bell if notice.channel == "inbox" else self.outbox_bell
                bell.set()


def step_back() -> None:
    """Let the web process go first: keeping what LINE tells us goes before thinking about it.

    Linux shares the processor among sessions before it looks at the niceness within one, and a
    service manager starts each process in a session of its own (sched(7), "The autogroup feature").
    """
    os.nice(NICENESS)
    if os.getsid(0) == os.getpid():
        # Elsewhere than on Linux, and twice within a tenth of a second, it is refused: no harm.
        with suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(NICENESS), encoding="ascii")


def open_worker(settings: Settings, url: str, office: Office | None = None) -> Worker:
    """A worker for the database at `url` and the LINE of `settings`.

    It tells what is published there, edition after edition, unless it is given one `office`.
    """
    sessions = open_sessions(open_engine(url, pool_size=16))
    line = Line(settings)
    shelf = Shelf(sessions, office)
    # Without a key nobody can sign: then there are no private pages to link to.
    links = Links(settings.public_url, settings.secret_key) if settings.secret_key else None
    return Worker(
        sessions,
        line,
        Turns(sessions, shelf.on, links),
        HeldAnswers(sessions, shelf.on, links),
        Postman(sessions, line),
        Fetcher(sessions, line, Vault.open(settings)),
        OfficeFiles(sessions, lambda: Vault.open(settings)),
        MenuExchange(sessions, line),
        Alerts(sessions, settings),
        url,
        shelf,
    )
