"""The steps a short answer goes: to the head, to citizens, back, or away."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later

from handlers.staff import now, officer, session
from handlers.staff.short_answer_form import blanks_left
from models import content
from models.content import SHORT_ANSWER, Version

LONGEST_NOTE = 1000


@dataclass(frozen=True)
class Step:
    """One step: who may take it, what the audit log calls it, and what is said when it is done.

    `missing` is said when the step wants a reason and none was given.
    """

    permission: str
    action: str
    done: Any
    take: Callable[[Version, str], object]
    of_published: bool = False
    missing: Any = None


def _submit(version: Version, _reason: str) -> None:
    if blanks_left(version.page):
        raise content.PageFaults([_("ยังมีช่อง «…» ที่รอเติม กรุณาเติมให้ครบก่อนส่งค่ะ")])
    content.submit(session(), version, officer(), now())


def _publish(version: Version, _reason: str) -> None:
    seen = request.form.get("seen", type=int)
    content.publish(session(), version, officer(), now(), seen=seen)


def _reject(version: Version, reason: str) -> None:
    content.reject(session(), version, officer(), now(), reason)


def _discard(version: Version, _reason: str) -> None:
    content.discard(session(), version, officer(), now())


def _retire(version: Version, reason: str) -> None:
    content.retire(session(), SHORT_ANSWER, version.slug, officer(), now(), reason)


STEPS = {
    "submit": Step("content.edit", "content.submitted", _later("ส่งให้หัวหน้าตรวจแล้วค่ะ"), _submit),
    "publish": Step(
        "content.publish", "content.published", _later("เผยแพร่แล้วค่ะ ประชาชนเห็นได้ทันที"), _publish
    ),
    "reject": Step(
        "content.publish",
        "content.rejected",
        _later("ส่งกลับให้แก้แล้วค่ะ"),
        _reject,
        missing=_later("กรุณาบอกผู้เขียนว่าให้แก้อะไรค่ะ"),
    ),
    "discard": Step("content.edit", "content.discarded", _later("ทิ้งร่างแล้วค่ะ"), _discard),
    "retire": Step(
        "content.publish",
        "content.retired",
        _later("เลิกใช้แล้วค่ะ ประชาชนจะไม่เห็นคำตอบนี้อีก"),
        _retire,
        of_published=True,
        missing=_later("กรุณาบอกเหตุผลที่เลิกใช้ค่ะ"),
    ),
}
