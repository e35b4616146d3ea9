"""Whatever people and the clock do with a case, it moves as the table of moves says."""

from collections.abc import Callable
from datetime import timedelta

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy.orm import Session

from models import prechecks
from models.attachments import Keeping
from models.citizens import Citizen
from models.officers import Officer
from models.prechecks import (
    MOVES,
    By,
    Paper,
    PaperState,
    Precheck,
    Reason,
    Refused,
    State,
    Step,
)
from tests.officers import Officers, officers
from tests.people import NOON, somying
from tests.prechecks import on_the_desk, opened, passed, picture, returned, submitted

HOUR = timedelta(hours=1)
Beginning = Callable[[Session, Citizen, Officers], Precheck]


ACTS = {
    "take": prechecks.take,
    "put back": prechecks.put_back,
    "finish": prechecks.finish_look,
    "close": prechecks.close,
}
VERDICTS = {
    "p": prechecks.pass_paper,
    "r": prechecks.refuse_paper,
    "w": prechecks.waive_paper,
    "u": prechecks.undecide,
}
BEGINNINGS: list[Beginning] = [
    lambda session, citizen, cast: opened(session, citizen),
    lambda session, citizen, cast: submitted(session, citizen),
    on_the_desk,
    returned,
    passed,
]
# Mostly whoever has the case; a colleague and somebody of another section try as well.
WHO = st.sampled_from(["holder", "holder", "holder", "malee", "city"])


class CaseMachine(RuleBasedStateMachine):
    """One case in the hands of a citizen, two officers and the clock, in any order at all."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.savepoint = session.begin_nested()
        self.session, self.now = session, NOON
        self.cast = officers(session)
        self.citizen = somying(session)
        self.removed: list[int] = []

    @initialize(begin=st.sampled_from(BEGINNINGS))
    def begin(self, begin: Beginning) -> None:
        self.case = begin(self.session, self.citizen, self.cast)
        self.named = [paper.name_th for paper in self.case.papers]
        self.sent = [photo.attachment_id for photo in self.case.all_photos]
        self.look_back()

    def teardown(self) -> None:
        self.savepoint.rollback()
        self.session.expire_all()

    def look_back(self) -> None:
        self.before = (self.case.state, self.case.revision, len(self.case.steps))

    def attempt(self, act, *given, **more) -> object:  # type: ignore[no-untyped-def]
        """Do it; when it is refused, nothing at all may have changed."""
        self.now += HOUR
        self.look_back()
        papers = [(paper.state, paper.reason, len(paper.photos)) for paper in self.case.papers]
        try:
            return act(*given, **more)
        except Refused:
            self.session.flush()
            now = [(paper.state, paper.reason, len(paper.photos)) for paper in self.case.papers]
            assert now == papers
            state, revision, steps = self.before
            assert (self.case.state, self.case.revision) == (state, revision)
            assert len(self.case.steps) == steps
            return None

    def officially(self, act, who: str, **more) -> object:  # type: ignore[no-untyped-def]
        seen, officer = self.case.revision, self.officer(who)
        return self.attempt(act, self.session, self.case, officer, self.now, seen=seen, **more)

    def officer(self, who: str) -> Officer:
        if who == "holder":
            return self.case.officer or self.cast.somchai
        return self.cast.malee if who == "malee" else self.cast.city

    @rule(place=st.integers(0, 3), sorted_=st.booleans())
    def photograph(self, place: int, sorted_: bool) -> None:
        attachment = picture(self.session, self.citizen, f"m{len(self.sent)}", self.now)
        paper = self.case.papers[place % len(self.case.papers)] if sorted_ else None
        taken = self.attempt(
            prechecks.take_photo, self.session, self.case, attachment.id, self.now + HOUR,
            paper=paper,
        )  # fmt: skip
        self.sent += [attachment.id] if taken else []

    @rule(place=st.integers(0, 3))
    def photograph_every_paper(self, place: int) -> None:
        for number, _ in enumerate(self.case.papers):
            self.photograph((place + number) % 4, True)

    @rule(which=st.integers(0, 9), place=st.integers(0, 3))
    def sort(self, which: int, place: int) -> None:
        if self.case.photos:
            photo = self.case.photos[which % len(self.case.photos)]
            paper = self.case.papers[place % len(self.case.papers)]
            self.attempt(prechecks.sort_photo, photo, paper, self.now)

    @rule(which=st.integers(0, 9), unsend=st.booleans())
    def take_back(self, which: int, unsend: bool) -> None:
        if not self.case.photos:
            return
        photo = self.case.photos[which % len(self.case.photos)]
        if unsend:
            self.attempt(prechecks.lose_photo, photo, self.now)
        else:
            self.attempt(prechecks.remove_photo, self.session, photo, self.now)
        if photo.replaced_at is not None:
            self.removed.append(photo.attachment_id)

    @rule(place=st.integers(0, 3), again=st.booleans())
    def bring(self, place: int, again: bool) -> None:
        paper = self.case.papers[place % len(self.case.papers)]
        self.attempt(prechecks.ask_again if again else prechecks.bring, paper, self.now)

    @rule()
    def submit(self) -> None:
        self.attempt(prechecks.submit, self.session, self.case, self.now, self.now + HOUR)

    @rule(sure=st.integers(0, 5))
    def withdraw(self, sure: int) -> None:
        if sure == 0:
            self.attempt(prechecks.withdraw, self.session, self.case, self.now)

    @rule(who=WHO, act=st.sampled_from(sorted(ACTS)))
    def act(self, who: str, act: str) -> None:
        self.officially(ACTS[act], who)

    @rule(who=WHO)
    def reopen(self, who: str) -> None:
        self.officially(prechecks.reopen, who, why="ดูใหม่")

    @rule(who=WHO, place=st.integers(0, 3), verdict=st.sampled_from("prwu"))
    def decide(self, who: str, place: int, verdict: str) -> None:
        paper = self.case.papers[place % len(self.case.papers)]
        more = {"reason": Reason.BLURRED} if verdict == "r" else {}
        self.officially(VERDICTS[verdict], who, paper=paper, **more)

    @rule(verdict=st.sampled_from("prw"))
    def look_through(self, verdict: str) -> None:
        self.act("holder", "take")
        for place, _ in enumerate(self.case.papers):
            self.decide("holder", place, "p" if place else verdict)
        self.act("holder", "finish")

    @rule(who=WHO, away=st.booleans())
    def hand_over(self, who: str, away: bool) -> None:
        to = "city-law" if away else self.cast.head
        self.officially(prechecks.hand_over, who, to=to, why="ส่งต่อ")

    @rule(who=WHO, back=st.booleans())
    def refer(self, who: str, back: bool) -> None:
        if not back:
            self.officially(prechecks.refer, who, agency="สถานทูต", why="ตรวจ")
        elif self.case.referrals:
            last = self.case.referrals[-1]
            self.officially(prechecks.referral_back, who, referral=last, result="ถูกต้อง")

    @rule(days=st.sampled_from([1, 4, 12, 70]))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)
        self.look_back()
        for case_id in prechecks.to_lapse(self.session, self.now):
            assert self.case.reminded_at is not None
            assert prechecks.lapse(self.session, case_id, self.now) is self.case
        for case_id in prechecks.to_remind(self.session, self.now):
            prechecks.remind(self.session, case_id, self.now)
        prechecks.close_passed(self.session, self.now)

    @invariant()
    def the_history_is_complete(self) -> None:
        steps: list[Step] = self.case.steps
        assert steps[0].from_state is None and steps[-1].to_state is self.case.state
        assert all(a.to_state is b.from_state for a, b in zip(steps, steps[1:], strict=False))
        moved = {(s.from_state, s.to_state) for s in steps[1:] if s.from_state != s.to_state}
        assert moved <= MOVES
        assert all((step.officer_id is not None) == (step.by is By.OFFICER) for step in steps)

    @invariant()
    def the_revision_grows_with_every_change(self) -> None:
        state, revision, steps = self.before
        changed = (self.case.state, len(self.case.steps)) != (state, steps)
        assert self.case.revision > revision if changed else self.case.revision >= revision

    @invariant()
    def no_paper_and_no_photograph_is_lost(self) -> None:
        assert [paper.name_th for paper in self.case.papers] == self.named
        kept = {photo.attachment_id: photo for photo in self.case.all_photos}
        assert sorted(kept) == sorted(self.sent)
        if not self.case.state.ended:
            thrown = {n for n, p in kept.items() if p.attachment.status == Keeping.FORGET}
            assert thrown <= set(self.removed)

    @invariant()
    def papers_stand_where_their_photographs_say(self) -> None:
        for paper in self.case.papers:
            self._stands_rightly(paper)
        on_desk = self.case.state in (State.CHECKING, State.REFERRED)
        assert not on_desk or self.case.officer_id is not None
        assert self.case.state.ended == (self.case.ended_at is not None)

    def _stands_rightly(self, paper: Paper) -> None:
        if paper.state is PaperState.GIVEN:
            assert paper.photos
        if paper.state is PaperState.ASKED:
            assert not paper.photos
        assert (paper.state is not PaperState.REFUSED) or paper.reason is not None
        if self.case.state is State.PASSED:
            fine = (PaperState.PASSED, PaperState.WAIVED, PaperState.BRINGING)
            assert paper.state in fine


def test_a_case_stays_sound_whatever_happens_to_it(session: Session) -> None:
    run_state_machine_as_test(
        lambda: CaseMachine(session),
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            phases=[Phase.generate],  # to shorten a story takes minutes; twenty steps can be read
            suppress_health_check=list(HealthCheck),
        ),
    )
