"""Takes one letter at a time: replies while the token lives, else pushes, and notes the outcome."""

import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy.orm import Session, sessionmaker
from structlog.contextvars import bound_contextvars

from bot.line import Answer, Line, LineUnreachable
from bot.now import now
from models import outbox, parcels
from models.citizens import Citizen
from models.outbox import Letter, State
from models.pushes import Quota, may_push, month_start, note_quota, room

log = structlog.get_logger()
QUOTA_LIFE, ASK_AGAIN = 3600, 60  # seconds; what was never answered is asked again sooner
TOO_MANY_WAIT = timedelta(seconds=5)
NOT_NOW = (401, 403, 429)  # nothing was sent, and the letter is not to blame
INVALID_TOKEN = "invalid reply token"  # LINE reference, "Send reply message", 400


@dataclass(frozen=True)
class Errand:
    """A claimed letter, ready to be carried without the database."""

    letter_id: int
    claim: int  # which claim of the letter this is: a later one overrules us
    to: str
    messages: list[dict[str, Any]]
    reply_token: str | None
    retry_key: str
    in_doubt: bool


class Postman:
    """Sends letters. No database connection is held while LINE is asked."""

    def __init__(self, sessions: sessionmaker[Session], line: Line) -> None:
        self._sessions = sessions
        self.line = line
        self._lock = threading.Lock()
        self._quota: Quota | None = None
        self._quota_until, self._quota_month = 0.0, month_start(now())
        self._quota_asked = 0  # in vain, one after another
        self._menus_told = False

    def take(self) -> Errand | None:
        """Claim the next letter; letters that cannot go now are settled at once."""
        self.refresh_quota()
        while True:
            with self._sessions.begin() as session:
                letter = outbox.claim(session, now())
                if letter is None:
                    return None
                errand = self._prepare(session, letter)
            if errand is not None:
                return errand
            if letter.state == State.PARKED:
                self._tell_menus({letter.citizen_id})

    def deliver(self, errand: Errand) -> None:
        """Carry one errand to LINE and write down what became of it."""
        with bound_contextvars(letter=errand.letter_id):
            self._deliver(errand)

    def _deliver(self, errand: Errand) -> None:
        try:
            answer: Answer | None = self.call(errand)
            in_doubt = False
        except LineUnreachable as error:
            answer, in_doubt = None, error.in_doubt
        spent = answer is not None and answer.status == 429 and self._quota_is_spent(errand)
        with self._sessions.begin() as session:
            letter = session.get(Letter, errand.letter_id, with_for_update=True)
            if letter is None or letter.state != State.SENDING or letter.tries != errand.claim:
                return  # erased meanwhile, or we were so slow that another postman took over
            if spent:
                self._park(letter)
            elif errand.reply_token:
                _settle_reply(letter, errand, answer, in_doubt)
            else:
                _settle_push(letter, errand, answer, in_doubt)
            if answer is not None:
                letter.last_status = answer.status
            session.flush()
            if letter.state == State.REFUSED and outbox.refuse_riders(session, letter):
                letter.retry(now(), timedelta(0))
            carried = outbox.settle_carried(session, letter, now())
            log.info(
                "letter",
                event_id=letter.event_id,
                citizen=letter.citizen_id,
                by="reply" if errand.reply_token else "push",
                state=letter.state,
                status=letter.last_status,
            )
        if carried or letter.state == State.PARKED:
            self._tell_menus({letter.citizen_id})

    def _tell_menus(self, citizens: set[int]) -> None:
        """Let the menus of these citizens show what waits for them now.

        In a transaction of its own: turns take the citizen's row before letters, we after.
        """
        with self._sessions.begin() as session:
            parcels.tell_menus(session, citizens, now())

    def _prepare(self, session: Session, letter: Letter) -> Errand | None:
        citizen = session.get_one(Citizen, letter.citizen_id)
        moment = now()
        messages, token = list(letter.messages), None
        if letter.can_reply(moment):
            token = letter.reply_token
            riders = outbox.carry_parked(session, letter)
            messages = [m for rider in riders for m in rider.messages] + messages
        elif citizen.blocked_at is not None:
            letter.state = State.BLOCKED
            return None
        elif not self._may_begin_push(session, letter):
            return None
        else:
            letter.begin_push(moment)
        errand = Errand(
            letter_id=letter.id,
            claim=letter.tries,
            to=citizen.line_user_id,
            messages=messages,
            reply_token=token,
            retry_key=str(letter.retry_key),
            in_doubt=letter.in_doubt,
        )
        letter.in_doubt = True  # from now on LINE may have it, until we know better
        return errand

    def _may_begin_push(self, session: Session, letter: Letter) -> bool:
        """Whether the month allows this push; if not, the letter is put where it can wait."""
        quota = self._quota
        if letter.in_doubt:
            return True  # perhaps counted already; only its retry key can settle it
        if quota is None:
            letter.retry(now())  # nobody could tell us yet what the month allows
            return False
        if not may_push(session, quota, letter.duty, now()):
            self._park(letter)
            return False
        return True

    def call(self, errand: Errand) -> Answer:
        """Bring the messages to LINE; what it says is not yet written down."""
        if errand.reply_token:
            reply = {"replyToken": errand.reply_token, "messages": errand.messages}
            return self.line.call("POST", "/v2/bot/message/reply", payload=reply)
        push = {"to": errand.to, "messages": errand.messages}
        key = {"X-Line-Retry-Key": errand.retry_key}
        return self.line.call("POST", "/v2/bot/message/push", payload=push, headers=key)

    def _park(self, letter: Letter) -> None:
        letter.state, letter.in_doubt = State.PARKED, False
        log.warning("letter_parked", letter=letter.id)

    def refresh_quota(self) -> None:
        """Ask LINE what the month allows, at most once an hour; let parked letters go if they may.

        Never inside a transaction: LINE may take its time.
        """
        month = month_start(now())
        with self._lock:
            if time.monotonic() < self._quota_until and month == self._quota_month:
                return
            # Machines start together: whoever asks first may find the network not yet up.
            wait = min(ASK_AGAIN, 2 ** min(self._quota_asked, 6))
            self._quota_until, self._quota_month = time.monotonic() + wait, month
            self._quota_asked += 1
        quota = self._ask_quota()
        if quota is None:
            return
        self._quota, self._quota_until = quota, time.monotonic() + QUOTA_LIFE
        self._quota_asked = 0
        released: set[int] = set()
        with self._sessions.begin() as session:
            note_quota(session, quota, now())
            for duty in (True, False):
                free = room(session, quota, now(), duty=duty)
                released |= outbox.release(session, now(), most=free, duty=duty)
                session.flush()
        self._tell_menus(released)
        if not self._menus_told:
            with self._sessions.begin() as session:
                parcels.tell_every_menu(session, now())
            self._menus_told = True

    def _ask_quota(self) -> Quota | None:
        """LINE's own figures; None when it does not say."""
        try:
            quota = self.line.call("GET", "/v2/bot/message/quota")
            usage = self.line.call("GET", "/v2/bot/message/quota/consumption")
        except LineUnreachable:
            return None
        limit, used = quota.json.get("value"), usage.json.get("totalUsage")
        if not (quota.ok and usage.ok and isinstance(used, int)):
            return None
        if quota.json.get("type") != "limited":
            return Quota(None, used)
        return Quota(limit, used) if isinstance(limit, int) else None

    def _quota_is_spent(self, errand: Errand) -> bool:
        """What a 429 means: LINE says its wording is no guide, so ask for the figures."""
        if errand.reply_token:
            return False  # replies are never counted
        quota = self._ask_quota()
        if quota is None:
            return False
        self._quota = quota
        return quota.limit is not None and quota.used >= quota.limit


def _settle_reply(letter: Letter, errand: Errand, answer: Answer | None, in_doubt: bool) -> None:
    moment = now()
    if answer is None and not in_doubt:
        _try_again(letter, errand, timedelta(seconds=1))
    elif answer is None or answer.status >= 500:
        letter.doubt_reply(moment)
    elif answer.ok:
        letter.delivered("reply", moment, answer.request_id)
    elif answer.status == 400 and INVALID_TOKEN in answer.message.lower():
        _token_refused(letter, errand, answer)
    elif answer.status in NOT_NOW:
        _try_again(letter, errand, TOO_MANY_WAIT)
    else:
        _refuse(letter, answer)


def _token_refused(letter: Letter, errand: Errand, answer: Answer) -> None:
    moment = now()
    if not errand.in_doubt:
        letter.token_died(moment)
    elif letter.reply_until is not None and moment < letter.reply_until:
        # Our earlier call must have used the token up: the citizen has the answer.
        letter.delivered("reply", moment, answer.request_id)
    else:
        letter.state = State.UNCERTAIN  # used up by us, or simply too old: nobody can tell


def _settle_push(letter: Letter, errand: Errand, answer: Answer | None, in_doubt: bool) -> None:
    moment = now()
    if answer is None and not in_doubt:
        _try_again(letter, errand)
    elif answer is None or answer.status >= 500:
        letter.doubt_push(moment)
    elif answer.ok:
        letter.delivered("push", moment, answer.request_id)
    elif answer.status == 409:
        # Accepted before: the retry key has done its work. LINE docs, "Retry failed API requests".
        accepted = answer.headers.get("x-line-accepted-request-id")
        letter.delivered("push", moment, accepted or answer.request_id)
    elif answer.status in NOT_NOW:
        _try_again(letter, errand)
    else:
        _refuse(letter, answer)


def _try_again(letter: Letter, errand: Errand, wait: timedelta | None = None) -> None:
    # This call surely did nothing; an earlier one may have.
    letter.retry(now(), wait)
    letter.in_doubt = errand.in_doubt
    if errand.in_doubt and letter.reply_until is not None and letter.due_at >= letter.reply_until:
        letter.state = State.UNCERTAIN


def _refuse(letter: Letter, answer: Answer) -> None:
    letter.state, letter.in_doubt = State.REFUSED, False
    # LINE's reason names fields, never what was written in them.
    log.error(
        "letter_refused",
        letter=letter.id,
        status=answer.status,
        reason=answer.message,
        details=[d.get("property") for d in answer.json.get("details", []) if isinstance(d, dict)],
    )
