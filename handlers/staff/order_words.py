"""What the desk of orders calls things, and who may do what with them there."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from handlers.staff.procedure_case import today
from handlers.staff.visit import officer
from models.orders import (
    FACTORS,
    KINDS,
    Addressee,
    Door,
    Order,
    OrderRemark,
    OrderReport,
    OrderRound,
    Remark,
    Review,
    Source,
    Status,
)

READ, ISSUE, REVIEW = "orders.read", "orders.issue", "orders.review"

SOURCE_SHORT: Mapping[Source, Any] = {
    Source.SECRETARY: _later("ของปลัด"),
    Source.INSPECTOR: _later("ของผู้ตรวจราชการ"),
}
REMARKS: Mapping[Remark, Any] = {
    Remark.COMMENT: _later("ให้ความเห็น"),
    Remark.ASKED_AGAIN: _later("ขอข้อมูลเพิ่ม"),
    Remark.ACCEPTED: _later("รับทราบผล"),
    Remark.REOPENED: _later("เลิกรับทราบ"),
}
DOORS: Mapping[Door, Any] = {
    Door.CONSOLE: _later("จากคอนโซล"),
    Door.LINK: _later("จากลิงก์"),
}
# What a status, a review looks like.
MARKS: Mapping[Status | Review, str] = {
    Status.NOT_REPORTED: "",
    Status.DONE: "mark-told",
    Status.UNDERWAY: "mark-open",
    Status.UNABLE: "mark-late",
    Review.WAITING: "mark-open",
    Review.ASKED_AGAIN: "mark-late",
    Review.ACCEPTED: "mark-told",
}


def round_name(one: OrderRound) -> str:
    """A round as one says it: "ปีงบประมาณ 2570 รอบที่ 1"."""
    return str(_("ปีงบประมาณ %(year)s รอบที่ %(number)s", year=one.fiscal_year, number=one.number))


def order_name(one: Order) -> str:
    """An order as one says it: "ข้อ 3 · ปีงบประมาณ 2570 รอบที่ 1"."""
    return str(_("ข้อ %(number)s · %(round)s", number=one.number, round=round_name(one.round)))


def kind_name(kind: int | None) -> str:
    """A type, numbered as the project's paper numbers it."""
    return f"{kind}. {_(KINDS[kind])}" if kind in KINDS else ""


def factor_name(factor: int) -> str:
    """An impact factor, numbered as the paper numbers it."""
    return f"{factor}. {_(FACTORS[factor])}"


def late(one: Addressee) -> bool:
    """Whether this agency should have reported before today, and did not."""
    return one.status == Status.NOT_REPORTED and one.order.due_on < today()


def who_said(one: OrderReport | OrderRemark) -> str:
    """Who reported or remarked."""
    if isinstance(one, OrderRemark):
        return one.officer.name
    by = one.officer or one.contact
    return by.name if by else str(_("หน่วยงาน"))


def words() -> dict[str, Any]:
    """What the desk's templates call things, and may offer."""
    return {
        "kinds": KINDS,
        "factors": FACTORS,
        "statuses": Status,
        "reviews": Review,
        "sources": Source,
        "source_short": SOURCE_SHORT,
        "remarks": REMARKS,
        "doors": DOORS,
        "marks": MARKS,
        "round_name": round_name,
        "order_name": order_name,
        "kind_name": kind_name,
        "factor_name": factor_name,
        "late": late,
        "who_said": who_said,
        "may_issue": officer().may(ISSUE),
        "may_review": officer().may(REVIEW),
        "today": today(),
    }
