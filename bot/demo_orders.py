"""A round of invented orders for the demo alone, some reported on: a real office has its own."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import officers
from models.calendar import fiscal_year
from models.dates import BANGKOK
from models.officers import Officer
from models.orders import Addressee, Agency, Order, OrderRound, Remark, Source, Status
from models.orders.agencies import add, add_contact
from models.orders.issuing import Wording, issue, open_round, propose, sort
from models.orders.reporting import Said, Told, remark, report
from models.orders.suggesting import suggest

AGENCIES = (
    ("สำนักงานเขตตัวอย่าง ฝ่ายโยธา", "ชูใจ วางแผน"),
    ("สำนักงานเขตตัวอย่าง ฝ่ายสิ่งแวดล้อม", "ปิติ รักษ์คลอง"),
    ("กองสวนสาธารณะตัวอย่าง", "มานี ปลูกป่า"),
    ("ศูนย์บริการสาธารณสุขตัวอย่าง 1", "วีระ ใจดี"),
    ("โรงเรียนตัวอย่างริมคลอง", "สมศรี สอนดี"),
)
DONE, UNDERWAY, UNABLE = Status.DONE, Status.UNDERWAY, Status.UNABLE
# Each order: whose, days until due, its words, and what agencies (by their place) reported.
ORDERS: tuple[tuple[Source, int, str, dict[int, tuple[Status, str] | None]], ...] = (
    (Source.SECRETARY, -4, "ให้สำรวจทางเท้าที่ชำรุดในพื้นที่ พร้อมวิเคราะห์สาเหตุและจัดลำดับการซ่อม", {
        0: (DONE, "สำรวจครบ 12 ถนน พบชำรุด 38 จุด จัดลำดับซ่อมแล้ว"),
        1: (UNDERWAY, "สำรวจแล้วครึ่งหนึ่ง ส่วนที่เหลือสำรวจให้แล้วเสร็จภายในเดือนหน้า"),
        2: None,
    }),
    (Source.SECRETARY, 12, "ให้ประชาสัมพันธ์ช่องทางแจ้งเหตุน้ำท่วมขังให้ประชาชนทราบอย่างทั่วถึง", {
        0: None,
        3: (DONE, "ติดป้ายที่ศูนย์บริการและชุมชน 9 แห่ง"),
        4: (DONE, "แจ้งผู้ปกครองในการประชุมภาคเรียน"),
    }),
    (Source.INSPECTOR, 26, "ควรจัดทำฐานข้อมูลต้นไม้ใหญ่ริมถนน และตรวจสอบความปลอดภัยทุกปี", {
        1: None,
        2: (UNABLE, "ยังไม่มีเจ้าหน้าที่รุกขกรในสังกัด ขอรับการสนับสนุนก่อน"),
    }),
)  # fmt: skip
OF_THE_DEMO = "nuai-ngan"  # the officer of the cast who reports for the first agency


def issue_orders(session: Session, now: datetime) -> None:
    """Issue the round in an office that knows no order yet and has the demo's cast."""
    cast = {one.username: one for one in officers.everybody(session)}
    known = session.scalar(select(func.count()).select_from(Agency))
    if known or not {"admin", "phutruat", OF_THE_DEMO} <= set(cast):
        return
    today = now.astimezone(BANGKOK).date()
    made = [add(session, name, now) for name, _ in AGENCIES]
    for agency, (_, person) in zip(made, AGENCIES, strict=True):
        add_contact(session, agency, person, None, now)
    cast[OF_THE_DEMO].agency_id = made[0].id
    in_round = open_round(session, fiscal_year(today), 1, today + timedelta(days=26), now)
    for source, days, text, told in ORDERS:
        wording = Wording(source, text, today + timedelta(days=days))
        order = _issue(session, in_round, wording, [made[n] for n in told], cast["admin"], now)
        for addressee, report_of in zip(order.addressees, told.values(), strict=True):
            if report_of is not None:
                contact = addressee.agency.contacts[0]
                report(session, addressee, Told(*report_of), contact, now - timedelta(days=1))
    _review(session, cast["phutruat"], now)


def _issue(
    session: Session,
    in_round: OrderRound,
    wording: Wording,
    agencies: list[Agency],
    admin: Officer,
    now: datetime,
) -> Order:
    """Issue an order; the overdue one was sorted by a person, the others wait for that."""
    order = issue(session, in_round, wording, agencies, admin, now - timedelta(days=20))
    found = suggest(session, wording.text)
    propose(order, found.kind, found.factors)
    if wording.due_on < now.astimezone(BANGKOK).date():
        sort(order, 5, (1, 3), admin, now - timedelta(days=19))
    return order


def _review(session: Session, inspector: Officer, now: datetime) -> None:
    """Accept the first report, and ask the agency that is underway for more."""
    reported = select(Addressee).where(Addressee.status != Status.NOT_REPORTED)
    first, second, *_ = session.scalars(reported.order_by(Addressee.id))
    said = Said(Remark.ACCEPTED, "ขอบคุณค่ะ ข้อมูลครบถ้วน")
    remark(session, first, said, inspector, first.revision, now - timedelta(hours=3))
    more = Said(Remark.ASKED_AGAIN, "ขอรายชื่อถนนที่สำรวจแล้ว และวันที่คาดว่าจะครบค่ะ")
    remark(session, second, more, inspector, second.revision, now - timedelta(hours=2))
