"""What lies in the office when it is attacked: one thing of every kind, of one section alone."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.routing import AnyConverter, Rule

from bot.settings import Settings
from bot.vault import Vault
from models import content, innovation, lessons, pack_uploads, questions, surveys, unanswered
from models.alert_doors import open_mail
from models.appointments import add_rule, book, new_rule
from models.calendar import Entry, Kind, add_day
from models.content import PROCEDURE, SHORT_ANSWER
from models.office_files import kept, reserve
from models.officers import Officer
from models.orders import OrderFile, Status, issuing
from models.orders.reporting import Told, report
from models.questions.tables import CannedAnswer
from models.usage import evidence, projects
from models.usage.tables import ReportPaper
from tests import prechecks as cases
from tests.office_papers import PDF
from tests.orders import DUE, three, wording
from tests.pages import LOST_CARD, PARKING, page
from tests.people import somying
from tests.staff.conftest import Cast
from tests.staff.papers import NOW, jpeg
from tests.visits import FRIDAY, MARRIAGE, MONDAY, MORNING, NOON

SECRET = "คำลับของสมหญิง"  # stands wherever a citizen's words stand
OF_PROJECTS = (
    "project", "project_words", "project_add", "project_report", "project_withdraw",
    "project_blocks", "project_paper",
)  # fmt: skip
Blanks = dict[str, dict[str, object]]


@dataclass(frozen=True)
class Holdings:
    """What a request may ask for: by the name of a desk, what fills the blanks of its rules."""

    blanks: Blanks
    booking_code: str

    def address(self, app: Flask, rule: Rule) -> str:
        """The address of a rule that names real things."""
        own = self.blanks.get(rule.endpoint, {})
        shared = self.blanks.get(rule.endpoint.partition(".")[0], {})
        filled = {name: own.get(name, shared.get(name)) for name in rule.arguments}
        for name, value in filled.items():
            if value is None:
                converter = rule._converters[name]
                known = isinstance(converter, AnyConverter)
                filled[name] = min(converter.items) if known else 1
        return str(app.url_map.bind("localhost").build(rule.endpoint, filled))


def lay_in(
    sessions: sessionmaker[Session], cast: Cast, folder: Path, words: str = SECRET
) -> Holdings:
    """Fill the office; `words` are what citizens said."""
    vault = Vault.open(Settings(database_url="", var=folder))
    with sessions.begin() as session:
        head, admin = (session.get_one(Officer, one.id) for one in (cast.head, cast.admin))
        blanks: Blanks = {}
        blanks |= _of_citizens(session, vault, words)
        blanks |= _of_content(session, head, admin)
        blanks |= _of_the_office(session, head, admin)
        blanks |= _of_orders(session, admin)
        add_rule(session, new_rule("section:registration", 3, FRIDAY, NOON))
        booking = book(session, somying(session, "c"), MARRIAGE, (MONDAY, MORNING), NOON)
        blanks["appointments"] = {"number": booking.id}
        return Holdings(blanks, booking.code)


def _of_citizens(session: Session, vault: Vault, said: str) -> Blanks:
    """A case, a question with a photograph, and words nobody could answer."""
    case = cases.submitted(session, somying(session, "a"), NOW - timedelta(hours=1))
    asker = somying(session, "b")
    question = questions.ask(session, asker, said, NOW, section="registration")
    shown = cases.picture(session, asker, "shown", NOW)
    questions.add_words(session, question, said, NOW, attachment_id=shown.id)
    for attachment in (*(photo.attachment for photo in case.photos), shown):
        vault.put(attachment.vault_name, jpeg())
    unanswered.note(session, said, [], NOW)
    unanswered.note(session, "ขอยืมเก้าอี้พลาสติก", [], NOW)
    session.flush()
    leader, other = unanswered.groups(session)
    return {
        "prechecks": {"number": case.id, "photo": case.photos[0].id},
        "questions": {"number": question.id, "words": question.words[0].id},
        "unanswered": {"leader": leader.leader, "state": "taught"},
        "unanswered.undo": {"number": _let_go(session, other)},
    }


def _let_go(session: Session, group: unanswered.Group) -> int:
    officer = session.query(Officer).filter_by(username="huana").one()
    return lessons.dismiss(session, group, officer, NOW, "ทดสอบ").id


def _of_content(session: Session, head: Officer, admin: Officer) -> Blanks:
    """A page with a history and a draft, a short answer, a pack handed in."""
    first = content.open_draft(session, PROCEDURE, LOST_CARD, "registration", page(), head, NOW)
    content.submit(session, first, head, NOW)
    content.publish(session, first, admin, NOW)
    draft = content.open_draft(
        session, PROCEDURE, LOST_CARD, "registration", page(name_en="Changed"), head, NOW
    )
    answer = content.open_draft(
        session, SHORT_ANSWER, "parking", "registration", PARKING, head, NOW
    )
    content.submit(session, answer, head, NOW)
    content.publish(session, answer, admin, NOW)
    upload = pack_uploads.keep(session, admin, "pack.yaml", b"format: x", NOW)
    return {
        "procedures": {"slug": LOST_CARD, "number": first.id},
        "short_answers": {"slug": "parking", "number": answer.id, "name": "retire"},
        "packs": {"number": upload.id, "numbers": str(draft.id), "kind": "yaml"},
        "clips": {"slug": "no-such-film"},
    }


def _of_innovation(session: Session, head: Officer) -> Blanks:
    """An idea of registration, and a file that proves something."""
    words = {"title": "คิวออนไลน์", "problem": "รอนาน", "idea": "จองคิวก่อนมา"}
    one = innovation.hand_in(session, (2570, "registration"), words, head, NOW)
    file = reserve(session, "คำสั่ง.pdf", "application/pdf", b"%PDF-1.4", head.id, NOW)
    about = evidence.About(2570, 1, "คำสั่งแต่งตั้งคณะทำงาน", "order")
    proof = evidence.add(session, about, file.id, head, NOW)
    files = ("reports.file", "reports.file_remove", "reports.file_return")
    return {"ideas": {"number": one.id, "which": 1}, **dict.fromkeys(files, {"number": proof.id})}


def _of_the_office(session: Session, head: Officer, admin: Officer) -> Blanks:
    """A day in the calendar, seats, a canned answer, a survey, a form being written."""
    day = add_day(session, Entry(MONDAY + timedelta(days=30), Kind.CLOSURE, "ปิด"), admin, NOW)
    rule = add_rule(session, new_rule("procedure:move-in", 3, FRIDAY, NOON))
    canned = CannedAnswer(
        section="registration", title="หัวข้อ", text="ข้อความ", officer_id=head.id, written_at=NOW
    )
    session.add(canned)
    head.email = "huana@example.org"
    door = open_mail(session, head, NOW)
    paper = ReportPaper(
        kind="kpi", fiscal_year=2570, key="1", officer_id=head.id, edited_at=NOW,
        words={"name": "ตัวชี้วัด", "target": "0", "unit": "ร้อยละ"},
    )  # fmt: skip
    session.add(paper)
    survey = surveys.running(session, "counter")
    assert survey
    project = projects.begin(session, 2570, "โครงการตัวอย่าง", head, NOW)
    told = {"number": 1, "day": "2026-11-01", "text": "เริ่มแล้ว", "percent": "10", "spent": 0,
            "plan_status": "ตามแผน", "target_status": "ตามเป้า"}  # fmt: skip
    projects.add(project, told, head, NOW)
    session.flush()
    return {
        "calendar": {"number": day.id, "day": str(MONDAY), "service": "section:registration"},
        "calendar.year": {"number": 2570},
        "calendar.confirm": {"number": 2570},
        "calendar.unconfirm": {"number": 2570},
        "seats": {"number": rule.id, "service": "section:registration"},
        "questions.change_canned": {"number": canned.id},
        "alerts": {"number": door.id},
        "people": {"number": head.id},
        "reports": {"number": paper.id, "code": "2026-10", "nth": 1},
        **{f"reports.{rule}": {"number": project.id} for rule in OF_PROJECTS},
        **_of_innovation(session, head),
        "surveys": {"number": survey.id},
    }


def _of_orders(session: Session, admin: Officer) -> Blanks:
    """An order with a paper, reported on by the first of three agencies."""
    in_round = issuing.open_round(session, 2570, 1, DUE, NOW)
    order = issuing.issue(session, in_round, wording(), three(session), admin, NOW)
    first = order.addressees[0]
    contact = first.agency.contacts[0]
    report(session, first, Told(Status.DONE, SECRET), contact, NOW)
    file = reserve(session, "paper.pdf", "application/pdf", PDF, None, NOW)
    order.files.append(OrderFile(file=kept(session, file.id, NOW)))
    session.flush()
    paper, answer = {"name": order.files[0].name}, {"name": first.name}
    person = {"number": contact.id}
    return {
        "orders": {"name": order.name, "number": first.agency_id},
        **dict.fromkeys(("orders.redate_round", "orders.remove_round"), {"number": in_round.id}),
        "orders.answer": answer,
        "orders.remark": answer,
        **dict.fromkeys(("orders.file", "orders.remove_file", "orders.bring_back_file"), paper),
        **dict.fromkeys(("orders.change_contact", "orders.contact_code", "orders.let_go"), person),
    }
