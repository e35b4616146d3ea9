"""Two things go wrong at once: still nothing is sent twice, lost in silence, or kept too long."""

import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import turns
from bot.fetcher import Fetcher
from bot.line import Answer, Download, Line, LineUnreachable
from bot.postman import ASK_AGAIN, Errand
from bot.simulator import Phone
from handlers.citizens.chat import Chat
from models import outbox, pushes
from models.attachments import Attachment, Keeping
from models.citizens import Citizen
from models.inbox import Event
from models.outbox import Letter, State
from tests.district import District

SECOND, MINUTE, HOUR, DAY = (
    timedelta(seconds=1),
    timedelta(minutes=1),
    timedelta(hours=1),
    timedelta(days=1),
)


def letters(district: District) -> list[Letter]:
    with district.sessions() as session:
        return list(session.scalars(select(Letter).order_by(Letter.id)))


def heard(phone: Phone, since: int) -> int:
    """How many messages of the office came after the first `since` bubbles."""
    return sum(bubble.by == "office" for bubble in phone.screen[since:])


def owe(district: District, messages: list[dict[str, object]]) -> None:
    with district.sessions.begin() as session:
        citizen = session.scalars(select(Citizen)).one()
        outbox.put(session, citizen, messages, district.platform.now())


def think(district: District) -> None:
    while district.worker.turns.round():
        pass


def spend_the_month(district: District) -> None:
    district.platform.quota.use_up(district.platform.now())


TEXT: dict[str, object] = {"type": "text", "text": "ข้อสำคัญ"}


def test_a_push_in_doubt_is_never_taken_for_a_reply(district: District) -> None:
    phone = district.phone()
    since = len(phone.screen)
    phone.types("จดทะเบียนสมรส")
    district.pass_time(2 * MINUTE)
    district.platform.faults.fail_before = 1
    for _ in range(2):
        district.settle()
        district.pass_time(MINUTE)
    [*_, letter] = letters(district)
    assert (letter.sent_by, heard(phone, since)) == ("push", len(letter.messages))


def test_a_postman_who_was_overtaken_does_not_write_down_his_outcome(district: District) -> None:
    phone = district.phone()
    since = len(phone.screen)
    phone.types("จดทะเบียนสมรส")
    think(district)
    postman = district.worker.postman
    slow = postman.take()
    district.pass_time(outbox.LEASE)
    quick = postman.take()
    assert slow is not None and quick is not None
    answer, call = postman.call(quick), postman.call

    def nowhere(errand: Errand) -> Answer:
        raise LineUnreachable("NameResolutionError", in_doubt=False)

    postman.call = nowhere  # type: ignore[method-assign]
    postman.deliver(slow)
    postman.call = lambda errand: answer  # type: ignore[method-assign]
    postman.deliver(quick)
    postman.call = call  # type: ignore[method-assign]
    district.pass_time(2 * SECOND)
    district.settle()
    assert heard(phone, since) == len(letters(district)[-1].messages)


def test_a_photo_unsent_while_it_is_fetched_is_not_left_in_the_vault(district: District) -> None:
    phone = district.phone()
    phone.sends_photo(b"\x89PNG the picture")
    think(district)

    class SlowLine(Line):
        def download(self, path: str, cap: int) -> Download:
            got = super().download(path, cap)
            phone.unsends()
            think(district)
            Fetcher(district.sessions, district.line, district.vault).step()
            return got

    Fetcher(district.sessions, SlowLine(district.settings), district.vault).step()
    with district.sessions() as session:
        assert list(session.scalars(select(Attachment.status))) == [Keeping.FORGOTTEN]
    assert not [path for path in (district.settings.var / "vault").rglob("*") if path.is_file()]


def test_a_parked_letter_line_refuses_does_not_silence_its_citizen(district: District) -> None:
    spend_the_month(district)
    phone = district.phone()
    owe(district, [{"type": "hologram"}])
    district.settle()
    assert letters(district)[-1].state == State.PARKED
    since = len(phone.screen)
    phone.types("เวลาทำการ")
    district.settle()
    assert heard(phone, since) >= 1
    assert State.REFUSED in {letter.state for letter in letters(district)}


@pytest.mark.parametrize("count", [1, 5])
def test_a_parked_letter_goes_out_when_the_next_month_begins(
    district: District, count: int
) -> None:
    phone = district.phone()
    spend_the_month(district)
    owe(district, [TEXT] * count)
    district.settle()
    assert letters(district)[-1].state == State.PARKED
    since = len(phone.screen)
    district.pass_time(40 * DAY)
    district.settle()
    assert heard(phone, since) == count


def test_a_letter_parked_after_a_reply_in_doubt_does_not_ride_on_it(district: District) -> None:
    phone = district.phone()
    spend_the_month(district)
    phone.types("เวลาทำการ")
    think(district)
    district.platform.faults.reset_after = 1
    errand = district.worker.postman.take()
    assert errand is not None
    district.worker.postman.deliver(errand)  # LINE has it, and we do not know
    owe(district, [TEXT])
    for _ in range(2):
        district.settle()
        district.pass_time(2 * SECOND)
    assert letters(district)[-1].state == State.PARKED


def test_a_token_refused_after_its_time_proves_nothing(district: District) -> None:
    phone = district.phone()
    since = len(phone.screen)
    phone.types("เวลาทำการ")
    think(district)
    assert district.worker.postman.take() is not None  # and the process dies before the call
    district.pass_time(5 * MINUTE)
    district.settle()
    assert (letters(district)[-1].state, heard(phone, since)) == (State.UNCERTAIN, 0)


def test_a_quota_line_does_not_tell_is_not_taken_for_none(district: District) -> None:
    district.platform.faults.only = "quota"
    district.platform.faults.fail_before = 1000
    phone = district.phone()
    owe(district, [TEXT])
    district.settle()
    assert heard(phone, 0) >= 1  # the greeting was free
    assert (letters(district)[-1].state, letters(district)[-1].sent_by) == (State.WAITING, None)


def test_a_line_that_was_not_there_when_the_worker_woke_is_asked_again_soon(
    district: District,
) -> None:
    district.platform.faults.only = "quota"
    district.platform.faults.fail_before = 2  # both questions of the first try
    begun = time.monotonic()
    with district.sessions() as session:
        while pushes.last_told(session, district.platform.now()) is None:
            assert time.monotonic() - begun < ASK_AGAIN / 4
            district.worker.postman.refresh_quota()
            time.sleep(0.1)
            session.rollback()


def test_an_apology_that_breaks_as_well_stops_nobody_else(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    poisoned, other = district.phone("สมหญิง"), district.phone("สมชาย")
    hear = turns.hear

    def fragile(chat: Chat) -> None:
        if chat.heard.text == "พิษ":
            raise ValueError
        hear(chat)

    def speechless(chat: Chat) -> None:
        raise RuntimeError

    monkeypatch.setattr(turns, "hear", fragile)
    monkeypatch.setattr(turns, "apologise", speechless)
    poisoned.types("พิษ")
    for _ in range(5):
        district.settle()
        district.pass_time(20 * SECOND)
    since = len(other.screen)
    other.types("เวลาทำการ")
    district.settle()
    assert heard(other, since) >= 1
    with district.sessions() as session:
        aside = select(Event.id).where(Event.set_aside_at.is_not(None))
        assert len(session.scalars(aside).all()) == 1


def test_a_photo_line_refuses_for_ever_is_given_up(district: District) -> None:
    phone = district.phone()
    phone.sends_photo()
    district.platform.faults.content_bad = 1000
    for _ in range(60):
        district.settle()
        district.pass_time(HOUR / 4)
    with district.sessions() as session:
        assert list(session.scalars(select(Attachment.status))) == [Keeping.GONE]


def test_a_worker_told_to_stop_ends_with_the_turn_it_is_at(district: District) -> None:
    phones = [district.phone(f"ประชาชน {number}") for number in range(3)]
    for phone in phones:
        phone.types("ขอบคุณค่ะ")
    before = len(letters(district))
    district.worker.turns.round(lambda: len(letters(district)) > before)
    assert len(letters(district)) == before + 1
    think(district)
    assert len(letters(district)) == before + 3
