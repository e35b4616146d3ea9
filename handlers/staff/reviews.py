"""The desk of reviews: what each section should look at again, the longest overdue first."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from handlers.staff import needs, officer
from handlers.staff.furniture import sections
from handlers.staff.procedure_case import due, today
from handlers.staff.procedure_words import name_of
from models.content import ENDED, Review
from models.officers import Officer
from models.permissions import Role

desk = Blueprint("reviews", __name__, url_prefix="/staff/reviews")


@desk.get("/")
@needs("content.read")
def index() -> str:
    """Everything due, section by section; first the officer's own."""
    wanted = request.args.get("section", officer().section or "")
    found = [review for review in due() if wanted in ("", review.section)]
    groups = [(s, [r for r in found if r.section == s.code]) for s in sections()]
    return render_template(
        "staff/reviews/index.html",
        groups=[(section, reviews) for section, reviews in groups if reviews],
        count=len(found),
        wanted=wanted,
        what=what,
        why=_why,
    )


def what(review: Review) -> str:
    """What officers call the thing to look at again."""
    words = {"document": _("เอกสาร"), "answer": _("คำตอบ")}
    return words.get(review.what) or name_of(review.what)


def waiting(session: Session, who: Officer) -> int:
    """How much is due in the officer's section, or in all for whoever belongs to none."""
    mine = who.section if Role(who.role).of_section else None
    return sum(mine in (None, review.section) for review in due())


def _why(review: Review) -> str:
    days = (today() - review.due).days
    if review.reason == ENDED:
        return str(_("หมดช่วงที่ใช้แล้ว %(days)s วัน", days=days))
    words = _("เกินกำหนดทบทวน %(days)s วัน", days=days) if days else _("ครบกำหนดทบทวนวันนี้")
    return str(words)
