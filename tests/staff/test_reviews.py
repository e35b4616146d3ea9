"""The desk of reviews: what is overdue, in whose section, and since when."""

from collections.abc import Callable

from sqlalchemy.orm import Session, sessionmaker

from models.officers import Officer
from tests.staff.conftest import Browser, Cast
from tests.staff.test_clips import publish

FEE = {
    "text_th": "ไม่เสียค่าธรรมเนียม",
    "standing": "verified",
    "verified_by": "สมชาย ใจเย็น",
    "verified_at": "2025-11-20",
    "review_due": "2026-11-20",
}


def test_what_is_overdue_waits_for_its_own_section(
    client_of: Callable[[Officer], Browser], officers: Cast, sessions: sessionmaker[Session]
) -> None:
    somchai, city = client_of(officers.somchai), client_of(officers.city)
    assert "ไม่มีอะไรถึงกำหนดทบทวน" in somchai.get("/staff/reviews/").text
    with sessions.begin() as session:
        publish(session, officers, fee=FEE)
    page = somchai.get("/staff/reviews/")
    assert "ถึงกำหนด 1 รายการ" in page.text
    assert "ค่าธรรมเนียม: ไม่เสียค่าธรรมเนียม · ครบกำหนด 20 พ.ย. 2569" in page.text
    assert "ไม่มีอะไรถึงกำหนดทบทวน" in city.get("/staff/reviews/").text
    assert "จดทะเบียนสมรส" in city.get("/staff/reviews/?section=").text
    assert "เกินกำหนดทบทวน" in somchai.get("/staff/procedures/marriage-registration").text
    assert "แสดง 1 จาก 67" in somchai.get("/staff/procedures/?state=overdue").text
