"""Papers checked beforehand, as somebody with a phone and somebody at a desk live through it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.simulator import Phone
from handlers.citizens import precheck_news
from models import outbox, prechecks
from models.officers import Officer
from models.prechecks import NOTIFIES, PaperState, Precheck, Reason, State
from tests.district import District
from tests.officers import officers
from tests.photos.sheets import sheet

MARRIAGE = "จดทะเบียนสมรส"
Act = Callable[[Session, Precheck, Officer], Any]


@dataclass
class Checking:
    """One citizen's phone beside the desk of สมชาย."""

    district: District
    phone: Phone

    def said(self) -> str:
        """What the office said last."""
        return "\n".join(self.phone.last_texts())

    def taps(self, label: str) -> str:
        self.phone.taps(label)
        self.district.settle()
        return self.said()

    def presses(self, data: str) -> str:
        """Tap a button that has long been out of sight."""
        self.phone._acts._postback(self.phone.person, {"data": data})
        self.district.settle()
        return self.said()

    def types(self, words: str) -> str:
        self.phone.types(words)
        self.district.settle()
        return self.said()

    def sends(self, *bodies: bytes) -> str:
        """Send photographs one by one, another sheet when none is given."""
        for body in bodies or (sheet(),):
            self.phone.sends_photo(body)
        self.district.settle()
        return self.said()

    def begins(self, name: str = MARRIAGE) -> str:
        """From the door to the first paper that is asked for, every condition answered no."""
        self.types("ตรวจเอกสารล่วงหน้า")
        self.taps(name)
        while "ส่งรูป:" not in self.said():
            labels = [button.label for button in self.phone.buttons()]
            self.taps("ยินยอม" if "ยินยอม" in labels[:4] else "ไม่ใช่")
        return self.said()

    def gives_everything(self) -> str:
        """A photograph of each paper that lacks; what cannot be photographed is brought."""
        while "ส่งรูป:" in self.said():
            if "กด “นำมาวันนัด”" in self.said():
                self.taps("นำมาวันนัด")
            else:
                self.sends()
        return self.said()

    def hands_in(self) -> str:
        self.taps("ดูสรุปก่อนส่ง")
        return self.taps("ส่งให้เจ้าหน้าที่ตรวจ")

    def case(self, session: Session) -> Precheck:
        """The case begun last."""
        return session.scalars(select(Precheck).order_by(Precheck.id.desc()).limit(1)).one()

    def states(self) -> list[PaperState]:
        with self.district.sessions() as session:
            return [paper.state for paper in self.case(session).papers]

    def state(self) -> State:
        with self.district.sessions() as session:
            return self.case(session).state

    def is_looked_at(self, *refused: int, reason: Reason = Reason.BLURRED, words: str = "") -> str:
        """สมชาย takes the case, refuses the papers at these places and passes the rest."""
        moment = self.district.platform.now()
        with self.district.sessions.begin() as session:
            case, officer = self.case(session), _somchai(session)
            prechecks.take(session, case, officer, moment, seen=case.revision)
            for paper in case.papers:
                about = {"seen": case.revision, "paper": paper}
                if paper.place in refused:
                    prechecks.refuse_paper(
                        session, case, officer, moment, reason=reason, words=words, **about
                    )
                elif paper.state is PaperState.GIVEN:
                    prechecks.pass_paper(session, case, officer, moment, **about)
            to = prechecks.finish_look(session, case, officer, moment, seen=case.revision)
            self.is_told(session, case, (State.CHECKING, to))
        self.district.settle()
        return self.said()

    def is_told(self, session: Session, case: Precheck, move: tuple[State, State]) -> None:
        """One letter about a move, as the desk writes it."""
        assert case.citizen is not None
        office = self.district.worker.shelf.on(self.district.platform.now())
        moment = self.district.platform.now()
        chat = precheck_news.chat_with(session, case.citizen, office, moment)
        precheck_news.tell(chat, case, move)
        outbox.put(session, case.citizen, chat.messages, moment, duty=NOTIFIES[move])


def _somchai(session: Session) -> Officer:
    known = session.scalar(select(Officer).where(Officer.username == "somchai"))
    return known or officers(session).somchai
