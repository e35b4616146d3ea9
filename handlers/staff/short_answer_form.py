"""The form of a short answer: what is told to citizens, and who stands behind it until when."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

import regex
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from handlers.staff.days import DayField
from handlers.staff.forms import Form
from handlers.staff.furniture import section_name, sections, whose
from models.catalogue.raw import unknown_blanks
from models.officers import Officer

REVIEW_AFTER = timedelta(days=365)
LONGEST_PHRASE, MOST_PHRASES = 200, 100
TEXTS = (
    "name_th", "name_en", "answer_th", "answer_en", "clip", "clip_preview", "source", "verified_by",
)  # fmt: skip
DAYS = ("verified_at", "review_due", "valid_from", "valid_to")
LINES = {"rows": 6}
WEB = {"inputmode": "url", "placeholder": "https://"}


def _tidy(value: str | None) -> str | None:
    return value.replace("\r\n", "\n").strip() if value else value


class ShortAnswerForm(Form):
    """A short answer of one section."""

    seen = HiddenField()
    section = SelectField(_later("ฝ่ายเจ้าของเรื่อง"))
    name_th = StringField(
        _later("ชื่อเรื่อง"),
        [DataRequired(_later("กรุณาใส่ชื่อเรื่องค่ะ")), Length(max=60)],
        filters=[_tidy],
        description=_later("สั้น ๆ ให้ประชาชนรู้ว่าเป็นเรื่องอะไร เช่น ขอยืมเต็นท์และเก้าอี้"),
    )
    answer_th = TextAreaField(
        _later("คำตอบ"),
        [DataRequired(_later("กรุณาเขียนคำตอบค่ะ")), Length(max=1000)],
        filters=[_tidy],
        description=_later(
            "พิมพ์ {office} {phone} {address} {hours} แทนชื่อ โทรศัพท์ ที่อยู่ และเวลาทำการของเขตได้"
        ),
        render_kw=LINES,
    )
    phrases = TextAreaField(
        _later("ประชาชนมักถามว่า"),
        [DataRequired(_later("กรุณาใส่คำถามอย่างน้อยหนึ่งแบบค่ะ"))],
        filters=[_tidy],
        description=_later("บรรทัดละหนึ่งแบบ ใช้คำพูดของประชาชน ไทยหรืออังกฤษก็ได้ ไม่ใส่ข้อมูลส่วนตัว"),
        render_kw=LINES,
    )
    name_en = StringField(_later("ชื่อเรื่องภาษาอังกฤษ (ไม่บังคับ)"), [Length(max=80)], filters=[_tidy])
    answer_en = TextAreaField(
        _later("คำตอบภาษาอังกฤษ (ไม่บังคับ)"),
        [Length(max=1000)],
        filters=[_tidy],
        description=_later("ถ้าเว้นไว้ ผู้ที่เลือกภาษาอังกฤษจะเห็นคำตอบภาษาไทย"),
        render_kw={"rows": 4},
    )
    clip = StringField(
        _later("ลิงก์คลิป (ไม่บังคับ)"), [Length(max=1000)], filters=[_tidy], render_kw=WEB
    )
    clip_preview = StringField(
        _later("ลิงก์ภาพปกคลิป (.jpg)"),
        [Length(max=1000)],
        filters=[_tidy],
        description=_later("ใส่เมื่อคลิปเป็นไฟล์ .mp4 คลิปจะเล่นในแชตและนับการดูจบได้"),
        render_kw=WEB,
    )
    source = StringField(
        _later("ที่มา (ไม่บังคับ)"),
        [Length(max=500)],
        filters=[_tidy],
        description=_later("เช่น ระเบียบ คำสั่ง หรือที่อยู่เว็บ"),
    )
    verified_by = StringField(
        _later("ผู้ตรวจสอบ"),
        [DataRequired(_later("กรุณาใส่ชื่อหรือตำแหน่งผู้ตรวจสอบค่ะ")), Length(max=120)],
        filters=[_tidy],
    )
    verified_at = DayField(_later("ตรวจสอบเมื่อ"), [InputRequired(_later("กรุณาใส่วันที่ตรวจสอบค่ะ"))])
    review_due = DayField(_later("ทบทวนอีกครั้งภายใน"), [InputRequired(_later("กรุณาใส่วันที่ต้องทบทวนค่ะ"))])
    valid_from = DayField(_later("ใช้ตั้งแต่ (ไม่บังคับ)"), [Optional()])
    valid_to = DayField(_later("ใช้ถึง (ไม่บังคับ)"), [Optional()])

    def __init__(self, officer: Officer, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        mine = [one.code for one in sections() if officer.may("content.edit", one.code)]
        self.section.choices = [SelectChoice(code, section_name(code)) for code in mine]

    def validate_answer_th(self, field: TextAreaField) -> None:
        """Only blanks the office can fill."""
        if unknown := unknown_blanks({"answer": field.data}):
            named = ", ".join(f"{{{name}}}" for name in sorted(unknown))
            raise ValidationError(_("ไม่รู้จัก %(named)s ในคำตอบค่ะ", named=named))

    validate_answer_en = validate_answer_th

    def validate_phrases(self, field: TextAreaField) -> None:
        """Not too many, none too long."""
        phrases = lines(field.data)
        if len(phrases) > MOST_PHRASES:
            raise ValidationError(_("ใส่ได้ไม่เกิน %(most)s แบบค่ะ", most=MOST_PHRASES))
        if any(len(phrase) > LONGEST_PHRASE for phrase in phrases):
            long = _("มีบรรทัดที่ยาวเกินไป แต่ละบรรทัดไม่เกิน %(most)s ตัวอักษรค่ะ", most=LONGEST_PHRASE)
            raise ValidationError(long)

    def validate_clip(self, field: StringField) -> None:
        """An address a phone will open."""
        if not field.data:
            return
        parts = urlsplit(field.data)
        if parts.scheme != "https" or not parts.netloc or regex.search(r"\s", field.data):
            raise ValidationError(_("ลิงก์ต้องขึ้นต้นด้วย https:// ค่ะ"))

    validate_clip_preview = validate_clip

    def validate_verified_at(self, field: DayField) -> None:
        """Not in the future."""
        if field.data and field.data > self.today:
            raise ValidationError(_("วันที่ตรวจสอบต้องไม่เกินวันนี้ค่ะ"))

    def validate_review_due(self, field: DayField) -> None:
        """After the day it was checked."""
        if field.data and self.verified_at.data and field.data <= self.verified_at.data:
            raise ValidationError(_("วันทบทวนต้องหลังวันที่ตรวจสอบค่ะ"))

    def validate_valid_to(self, field: DayField) -> None:
        """Not before it begins."""
        if field.data and self.valid_from.data and field.data < self.valid_from.data:
            raise ValidationError(_("วันสิ้นสุดต้องไม่ก่อนวันเริ่มใช้ค่ะ"))

    def page(self, before: dict[str, Any], slug: str, section: str) -> dict[str, Any]:
        """The page as filled in; fields the form does not know stay as they were."""
        filled: dict[str, Any] = {name: self[name].data or None for name in TEXTS}
        filled |= {name: _iso(self[name].data) for name in DAYS}
        filled |= {"slug": slug, "section": section, "phrases": lines(self.phrases.data)}
        return {name: value for name, value in (before | filled).items() if value is not None}


def filled_with(page: dict[str, Any]) -> dict[str, Any]:
    """What the form shows of a page."""
    shown: dict[str, Any] = dict(page)
    shown |= {name: _day(page.get(name)) for name in DAYS}
    return shown | {"phrases": "\n".join(page.get("phrases", ()))}


def fresh(officer: Officer, today: date, phrases: Iterable[str] = ()) -> dict[str, Any]:
    """What the form of a new answer shows: checked today by whoever writes it."""
    return {
        "section": officer.section,
        "verified_by": f"{officer.name} ({whose(officer)})",
        "verified_at": today,
        "review_due": today + REVIEW_AFTER,
        "phrases": "\n".join(phrases),
    }


def example() -> dict[str, str]:
    """An answer to begin from: how it is built, and a blank wherever a fact belongs."""
    return {
        "name_th": _("«ชื่อเรื่องสั้น ๆ»"),
        "answer_th": _(
            "«ตอบตรง ๆ ในประโยคแรก»ค่ะ\n"
            "«ทำที่ไหน เมื่อไร ต้องนำอะไรมา»\n"
            "สอบถามเพิ่มเติม โทร {phone} ในเวลา {hours} ค่ะ"
        ),
        "phrases": _("«คำที่ประชาชนใช้ถาม»\n«ถามอีกแบบหนึ่ง»"),
    }


def blanks_left(page: dict[str, Any]) -> bool:
    """Whether a blank of the example still waits to be filled in."""
    return any("«" in text for text in [*page.get("phrases", ()), *map(str, page.values())])


def lines(text: str | None) -> list[str]:
    """The lines of a text, each once, without empty ones and needless spaces."""
    found = (" ".join(line.split()) for line in (text or "").splitlines())
    return list(dict.fromkeys(line for line in found if line))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else None
