"""The machine is lost on a working day; the office comes back from its backup and goes on."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.backup_places import FolderPlace
from bot.backup_restoring import Order, restore
from bot.backup_sealing import keys
from bot.backup_tables import File, snapshot
from bot.backup_writing import Made, Writer, write
from bot.postgres import open_engine
from bot.settings import Settings
from bot.vault import Vault, VaultError
from models import outbox, shreddings
from models.attachments import Attachment, Keeping, Why
from models.citizens import Citizen
from models.inbox import Event
from models.outbox import Letter, State
from models.prechecks import Precheck
from tests.copies import elsewhere, rows, rows_of
from tests.district import District, open_district
from tests.journeys.asking import ODD
from tests.journeys.visiting import AT_ONCE, Visiting

NAME = "puean-khet-20261121T190000Z.backup"


@dataclass
class Machines:
    """The office that will be lost, and where it comes back."""

    district: District
    settings: Settings
    database_url: str
    shelf: Path

    @property
    def file(self) -> str:
        return str(self.shelf / NAME)

    def backs_up(self) -> Made:
        with FolderPlace(self.shelf).writing(NAME) as sink:
            return write(
                self.district.engine,
                self.district.vault,
                sink,
                keys(self.settings)[0],
                self.district.platform.now(),
                _silent,
            )

    def restores(self, *, moved: bool = False, replace: bool = False) -> None:
        order = Order(self.file, self.database_url, replace, moved)
        restore(order, self.settings, keys(self.settings))

    @contextmanager
    def reopened(self) -> Iterator[District]:
        """The office on the new machine; LINE knocks there now."""
        double, office = self.district.double, self.district.worker.shelf.look()
        with open_district(self.database_url, double, office, self.settings.var) as district:
            yield district


@pytest.fixture
def machines(district: District, empty_database_url: str, tmp_path: Path) -> Machines:
    settings = elsewhere(district.settings, tmp_path / "new")
    return Machines(district, settings, empty_database_url, tmp_path / "shelf")


def _silent(_: str) -> None:
    """Nobody listens to the progress."""


def a_working_day(district: District) -> list[Visiting]:
    """People with papers handed in, a visit booked, a question asked."""
    checking = Visiting(district, district.phone("สมหญิง ใจดี"))
    checking.begins()
    checking.gives_everything()
    checking.hands_in()
    visiting = Visiting(district, district.phone("วิชัย ขยัน"))
    visiting.opens(4)
    visiting.presses(AT_ONCE)
    visiting.books(visiting.free()[0])
    asking = Visiting(district, district.phone("มาลี งามดี"))
    asking.types(ODD)
    return [checking, visiting, asking]


def photographs(settings: Settings, url: str) -> list[bytes]:
    """Every photograph the rows say is kept, opened."""
    vault, engine = Vault.open(settings), open_engine(url, pool_size=1)
    with Session(engine) as session:
        kept = select(Attachment.vault_name).where(Attachment.status == Keeping.KEPT)
        names = list(session.scalars(kept.order_by(Attachment.id)))
    engine.dispose()
    return [vault.get(name) for name in names]


def test_an_office_that_moves_is_the_same_to_the_last_row_and_photograph(
    machines: Machines,
) -> None:
    people = a_working_day(machines.district)
    before = rows_of(machines.district.engine)
    pictures = photographs(machines.district.settings, machines.district.settings.database_url)
    made = machines.backs_up()
    machines.restores(moved=True)
    restored = open_engine(machines.database_url, pool_size=1)
    after = rows_of(restored)
    restored.dispose()
    assert after == before
    assert all(before[t] for t in ("precheck_photo", "booking", "question", "letter", "citizen"))
    assert made.files == len(pictures) > 0
    assert photographs(machines.settings, machines.database_url) == pictures
    with machines.reopened() as district:
        for person in people:
            person.district = district
            assert "ประชาชน" in person.types("ทำบัตรประชาชนใหม่ใช้อะไรบ้าง")


def test_a_backup_holds_one_moment_while_everybody_goes_on_working(machines: Machines) -> None:
    district = machines.district
    people = a_working_day(district)
    key, end = keys(machines.settings)[0], threading.Event()
    writing = threading.Thread(target=_goes_on, args=(district, people, end))
    with FolderPlace(machines.shelf).writing(NAME) as sink:
        writer = Writer(sink, key, _silent)
        with snapshot(district.engine) as connection:
            moment = rows(connection)
            writing.start()
            _until(lambda: rows_of(district.engine)["event"] != moment["event"])
            wanted = writer.tables(connection, district.platform.now())
        writer.files(district.engine, district.vault, wanted)
        writer.close()
        end.set()
        writing.join()
    machines.restores(moved=True)
    restored = open_engine(machines.database_url, pool_size=1)
    assert rows_of(restored) == moment
    assert rows_of(district.engine) != moment
    restored.dispose()
    assert photographs(machines.settings, machines.database_url)


def _goes_on(district: District, people: list[Visiting], end: threading.Event) -> None:
    while not end.is_set():
        people[1].types("เวลาทำการ")
        people[2].sends()


def _until(true: Callable[[], bool]) -> None:
    for _ in range(600):
        if true():
            return
        threading.Event().wait(0.05)
    raise AssertionError("it did not happen")


def test_nothing_that_was_open_is_sent_or_answered_again(machines: Machines) -> None:
    district = machines.district
    people = a_working_day(district)
    with district.sessions.begin() as session:
        citizen = session.scalars(select(Citizen).order_by(Citizen.id)).first()
        assert citizen is not None
        going, held = (
            outbox.put(session, citizen, [_words(text)], district.platform.now())[0]
            for text in ("กำลังจะส่ง", "รอแตะรับ")
        )
        held.state = State.PARKED
        ids = going.id, held.id
    people[2].phone.types("เวลาทำการ")  # kept, and not yet answered
    machines.backs_up()
    district.settle()  # after the backup the old office does all of it
    people[0].types("เมนู")
    heard = [[bubble.id for bubble in person.phone.screen] for person in people]
    machines.restores()
    with machines.reopened() as restored:
        restored.settle()
        assert [[bubble.id for bubble in person.phone.screen] for person in people] == heard
        with restored.sessions() as session:
            states = [session.get_one(Letter, one).state for one in ids]
            aside = select(Event).where(Event.set_aside_at.is_not(None))
            assert states == [State.UNCERTAIN, State.PARKED]
            assert len(session.scalars(aside).all()) == 1
        people[0].district = people[1].district = restored
        assert people[1].types("เวลาทำการ")
        assert "รอแตะรับ" in people[0].types("เวลาทำการ")  # what was parked is not lost


def _words(text: str) -> dict[str, str]:
    return {"type": "text", "text": text}


def test_a_number_given_after_the_backup_is_never_given_to_another(machines: Machines) -> None:
    district = machines.district
    a_working_day(district)
    machines.backs_up()
    late = Visiting(district, district.phone("สุดา มาทีหลัง"))
    late.begins()
    with district.sessions() as session:
        lost = late.case(session).id
    machines.restores()
    with machines.reopened() as restored:
        again = Visiting(restored, restored.phone("อำนาจ มาใหม่"))
        again.begins()
        with restored.sessions() as session:
            assert again.case(session).id > lost
            assert session.get(Precheck, lost) is None


def test_what_was_shredded_while_the_backup_was_made_is_not_called_lost(
    machines: Machines,
) -> None:
    district = machines.district
    phone = district.phone()
    phone.sends_photo(n=2)
    district.settle()
    with FolderPlace(machines.shelf).writing(NAME) as sink:
        writer = Writer(sink, keys(machines.settings)[0], _silent)
        with snapshot(district.engine) as connection:
            wanted = writer.tables(connection, district.platform.now())
        _shred(district, wanted[0])
        district.vault.shred(wanted[1].name)
        writer.files(district.engine, district.vault, wanted)
        made = writer.close()
    assert (made.files, made.shredded, made.lost) == (0, 1, [wanted[1].name])
    machines.restores()
    with machines.reopened() as restored:
        restored.settle()
        with restored.sessions() as session:
            gone = session.scalars(
                select(Attachment).where(Attachment.vault_name == wanted[0].name)
            ).one()
            assert gone.status == Keeping.FORGOTTEN
            assert [one.why for one in shreddings.of_citizen(session, gone.citizen_id)] == [
                Why.UNSENT
            ]


def _shred(district: District, file: File) -> None:
    with district.sessions.begin() as session:
        row = session.scalars(select(Attachment).where(Attachment.vault_name == file.name)).one()
        row.shred(Why.UNSENT, district.platform.now())
    district.settle()
    with pytest.raises(VaultError):
        district.vault.get(file.name)
