"""Takes one letter at a time: replies while the token lives, else pushes, and notes the outcome."""

import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy.orm import Session, sessionmaker

from bot.line import Answer, Line, LineUnreachable
from bot.now import now
from models import outbox
from models.citizens import Citizen
from models.outbox import Letter, State
from models.pushes import Quota, may_push

log = structlog.get_logger()
QUOTA_LIFE = 3600  # seconds
TOO_MANY_WAIT = timedelta(seconds=5)
NOT_NOW = (401, 403, 429)  # nothing was sent, and the letter is not to blame
MOST_TRIES_IN_DOUBT = 6
INVALID_TOKEN = "invalid reply token"  # LINE reference, "Send reply message", 400


@dataclass(frozen=True)
class Errand:
    """A claimed letter, ready to be carried without the database."""

    letter_id: int
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
        self._quota, self._quota_until = Quota(None), 0.0

    def take(self) -> Errand | None:
        """Claim the next letter; letters that cannot go now are settled at once."""
        while True:
            with self._sessions.begin() as session:
                letter = outbox.claim(session, now())
                if letter is None:
                    return None
                errand = self._prepare(session, letter)
            if errand is not None:
                return errand

    def deliver(self, errand: Errand) -> None:
        """Carry one errand to LINE and write down what became of it."""
        try:
            answer: Answer | None = self.call(errand)
            in_doubt = False
        except LineUnreachable as error:
            answer, in_doubt = None, error.in_doubt
        spent = answer is not None and answer.status == 429 and self._quota_is_spent(errand)
        with self._sessions.begin() as session:
            letter = session.get(Letter, errand.letter_id, with_for_update=True)
            if letter is None or letter.state != State.SENDING:
                return  # erased meanwhile, or another postman was faster after a long pause
            if spent:
                self._park(letter)
            elif errand.reply_token:
                _settle_reply(letter, errand, answer, in_doubt)
            else:
                _settle_push(letter, errand, answer, in_doubt)
            if answer is not None:
                letter.last_status = answer.status
            session.flush()
            outbox.settle_carried(session, letter, now())
            log.info(
                "letter",
                letter=letter.id,
                citizen=letter.citizen_id,
                by="reply" if errand.reply_token else "push",
                state=letter.state,
                status=letter.last_status,
            )

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
        elif not letter.in_doubt and not may_push(session, self._known(), letter.duty, moment):
            self._park(letter)
            return None
        else:
            letter.begin_push(moment)
        errand = Errand(
            letter_id=letter.id,
            to=citizen.line_user_id,
            messages=messages,
            reply_token=token,
            retry_key=str(letter.retry_key),
            in_doubt=letter.in_doubt,
        )
        letter.in_doubt = True  # from now on LINE may have it, until we know better
        return errand

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

    def _known(self) -> Quota:
        return self._quota

    def refresh_quota(self) -> None:
        """Ask LINE what the plan allows; at most once an hour, and never inside a transaction."""
        with self._lock:
            if time.monotonic() < self._quota_until:
                return
            self._quota_until = time.monotonic() + QUOTA_LIFE
        try:
            self._quota = self._ask_quota()
        except LineUnreachable:
            self._quota_until = time.monotonic() + 60

    def _ask_quota(self) -> Quota:
        quota = self.line.call("GET", "/v2/bot/message/quota")
        usage = self.line.call("GET", "/v2/bot/message/quota/consumption")
        limit = quota.json.get("value") if quota.json.get("type") == "limited" else None
        used = usage.json.get("totalUsage", 0)
        return Quota(
            limit if isinstance(limit, int) else None, used if isinstance(used, int) else 0
        )

    def _quota_is_spent(self, errand: Errand) -> bool:
        """What a 429 means: LINE says its wording is no guide, so ask for the figures."""
        if errand.reply_token:
            return False  # replies are never counted
        try:
            self._quota = self._ask_quota()
        except LineUnreachable:
            return False
        limit, used = self._quota.limit, self._quota.used
        return limit is not None and used + 1 > limit


def _settle_reply(letter: Letter, errand: Errand, answer: Answer | None, in_doubt: bool) -> None:
    moment = now()
    if answer is None and not in_doubt:
        _try_again(letter, errand, timedelta(seconds=1))
    elif answer is None or answer.status >= 500:
        letter.doubt_reply(moment, again=errand.in_doubt)
    elif answer.ok:
        letter.delivered("reply", moment, answer.request_id)
    elif answer.status == 400 and INVALID_TOKEN in answer.message.lower():
        if errand.in_doubt:
            # Our earlier call must have used the token up: the citizen has the answer.
            letter.delivered("reply", moment, answer.request_id)
        else:
            letter.token_died(moment)
    elif answer.status in NOT_NOW:
        _try_again(letter, errand, TOO_MANY_WAIT)
    else:
        _refuse(letter, answer)


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
    if errand.reply_token and errand.in_doubt and letter.tries > MOST_TRIES_IN_DOUBT:
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
