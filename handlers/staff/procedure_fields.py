"""The fields an officer fills in for one procedure, and what is said when one is wrong."""

from collections.abc import Iterable, Mapping
from typing import Any

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from wtforms import (
    FieldList,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Regexp

from handlers.staff.days import DayField
from handlers.staff.forms import Form
from handlers.staff.procedure_asking import FirstQuestionForm, OtherField, WordingForm
from handlers.staff.sources import meant, named
from models.catalogue import Standing
from models.catalogue.checking import LABEL_LIMIT, graphemes, is_address
from models.catalogue.page import LONGEST
from models.catalogue.standing import PLACES
from models.content.overlay import starter_catalogue

STANDING_NAMES = {
    Standing.VERIFIED: _later("สำนักงานเขตตรวจแล้ว ยืนยัน"),
    Standing.SOURCED: _later("มีหน้าเว็บอ้างอิง รอสำนักงานยืนยัน"),
    Standing.RECALLED: _later("ยังไม่มีที่มา รอสำนักงานยืนยัน"),
}
PLACE_NAMES = dict(
    zip(
        PLACES,
        (
            _later("สำนักงานเขตแห่งใดก็ได้"),
            _later("เขตที่มีชื่อในทะเบียนบ้าน"),
            _later("เขตที่อาศัยอยู่"),
            _later("เขตที่เกิดเหตุ"),
            _later("เขตที่บ้านตั้งอยู่"),
            _later("เขตที่ทรัพย์สินตั้งอยู่"),
            _later("เขตที่สถานประกอบการตั้งอยู่"),
            _later("เขตภูมิลำเนาทหาร"),
            _later("อื่น ๆ"),
        ),
        strict=True,
    )
)
APPOINTMENT_NAMES = {
    "walk-in": _later("มาได้เลย"),
    "bookable": _later("จองคิวได้"),
    "recommended": _later("ควรนัดก่อน"),
    "required": _later("ต้องนัดก่อน"),
    "none": _later("ไม่ต้องมาที่เขต"),
}
EVERYBODY = _later("ทุกคน (ไม่มีเงื่อนไข)")
LENGTH = Length(max=LONGEST, message=_later("ข้อความยาวเกินไปค่ะ ไม่เกิน %(max)d ตัวอักษร"))
NEEDED = InputRequired(message=_later("กรุณากรอกช่องนี้ค่ะ"))
HTTPS = Regexp(r"$|https://[^\s]+$", message=_later("กรุณาใส่ที่อยู่เว็บที่ขึ้นต้นด้วย https:// ค่ะ"))


class LinesField(TextAreaField):  # type: ignore[misc]
    """Several texts, one on each line; `data` is their list."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """One text a line, empty lines left out."""
        lines = (valuelist[0] if valuelist else "").splitlines()
        self.data = [" ".join(line.split()) for line in lines if line.strip()]

    def _value(self) -> str:
        return "\n".join(self.data or [])


class SourcesField(LinesField):
    """Sources, one on each line, called as officers call them; `data` is the list of their ids."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Their ids, and addresses as they are."""
        super().process_formdata(valuelist)
        self.data = [meant(line) for line in self.data]

    def _value(self) -> str:
        return "\n".join(map(named, self.data or []))


class WholeField(StringField):  # type: ignore[misc]
    """A whole number of at least 0; `data` is an int, "" for none, or what was written instead."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the digits, with or without a comma between thousands."""
        written = valuelist[0].strip() if valuelist else ""
        digits = written.replace(",", "")
        # At most nine digits, so that no figure is larger than a database can keep.
        self.data = int(digits) if digits.isdecimal() and len(digits) < 10 else written

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)

    def pre_validate(self, form: Any) -> None:
        """Refuse anything but a number."""
        if self.data and not isinstance(self.data, int):
            raise ValidationError(_("กรุณากรอกเป็นตัวเลขจำนวนเต็มค่ะ"))


def choices(names: Mapping[Any, Any]) -> list[SelectChoice]:
    """The choices of a field, in the order of the table."""
    return [SelectChoice(str(value), name) for value, name in names.items()]


def words(label: Any, *validators: Any, rows: int = 2, hint: Any = "") -> TextAreaField:
    """A text that may run over several lines."""
    return TextAreaField(label, [LENGTH, *validators], description=hint, render_kw={"rows": rows})


class Backing(wtforms.Form):  # type: ignore[misc]
    """Who stands behind a row, and for how long; every row of a page has these."""

    standing = SelectField(
        _later("ใครยืนยัน"), choices=choices(STANDING_NAMES), default=Standing.RECALLED
    )
    sources = SourcesField(
        _later("ที่มา"),
        description=_later("ลิงก์ https:// หรือชื่อแหล่งที่มา บรรทัดละหนึ่งแห่ง"),
        render_kw={"rows": 2},
    )
    verified_by = StringField(
        _later("ผู้ตรวจ"), [LENGTH], description=_later("เว้นว่างไว้ ระบบจะใส่ชื่อคุณและวันนี้ให้")
    )
    verified_at = DayField(_later("ตรวจเมื่อ"))
    review_due = DayField(_later("ครบกำหนดทบทวน"))
    valid_from = DayField(_later("ใช้ตั้งแต่วันที่"))
    valid_to = DayField(_later("ใช้ถึงวันที่"))

    def validate_sources(self, field: LinesField) -> None:
        """Each source is known or can be opened; a public page is needed to call a fact sourced."""
        known = starter_catalogue().sources
        unknown = [name for name in field.data or [] if not (name in known or is_address(name))]
        if unknown:
            told = _("ไม่รู้จักที่มา “%(name)s” กรุณาใส่ลิงก์ https:// ค่ะ", name=unknown[0])
            raise ValidationError(told)
        pages = [name for name in field.data or [] if name not in known or known[name].is_page]
        if self.standing.data == Standing.SOURCED and not pages:
            raise ValidationError(_("กรุณาใส่ลิงก์ของหน้าเว็บที่อ้างอิงค่ะ"))

    def validate_valid_to(self, field: DayField) -> None:
        """It ends after it begins."""
        first, last = self.valid_from.data, field.data
        if first and last and last < first:
            raise ValidationError(_("วันสิ้นสุดต้องไม่อยู่ก่อนวันเริ่มใช้ค่ะ"))


class FactRow(Backing):
    """One fact in Thai."""

    text_th = words(_later("ข้อความ"))
    note_th = words(_later("บันทึกภายใน (ประชาชนไม่เห็น)"), rows=1)


class FeeRow(FactRow):
    """What it costs."""

    amount_thb = WholeField(_later("จำนวนเงิน (บาท) ถ้าเป็นตัวเลขเดียว"))

    def validate_text_th(self, field: TextAreaField) -> None:
        """A figure alone does not say what it is for."""
        if isinstance(self.amount_thb.data, int) and not (field.data or "").strip():
            raise ValidationError(_("กรุณาเขียนข้อความค่าธรรมเนียมให้ประชาชนอ่านด้วยค่ะ"))


class DurationRow(FactRow):
    """How long it takes."""

    days = WholeField(_later("วัน"))
    hours = WholeField(_later("ชั่วโมง"))
    minutes = WholeField(_later("นาที"))

    def validate_text_th(self, field: TextAreaField) -> None:
        """Figures alone are not told."""
        figures = (self.days.data, self.hours.data, self.minutes.data)
        if any(isinstance(one, int) for one in figures) and not (field.data or "").strip():
            raise ValidationError(_("กรุณาเขียนข้อความระยะเวลาให้ประชาชนอ่านด้วยค่ะ"))


class PlaceRow(FactRow):
    """Where it is done."""

    kind = SelectField(_later("ทำที่ใด"), choices=choices(PLACE_NAMES), default="home_district")


class DocumentRow(Backing):
    """One paper to bring."""

    th = words(_later("เอกสาร"), NEEDED)
    when = SelectField(_later("ใครต้องใช้"))


ROWS = ("where", "fee", "duration", "hours", "eligibility", "documents", "notes", "law")


class ProcedureForm(Form):
    """Everything about one procedure that its section may change."""

    seen = HiddenField()
    name_th = StringField(_later("ชื่อเรื่อง"), [NEEDED, LENGTH])
    name_en = StringField(_later("ชื่อภาษาอังกฤษ"), [NEEDED, LENGTH], render_kw={"lang": "en"})
    short_th = StringField(
        _later("ชื่อสั้นสำหรับปุ่ม"), [NEEDED], description=_later("ไม่เกิน 20 ตัวอักษร ไม่ซ้ำกับเรื่องอื่น")
    )
    description_th = words(_later("เรื่องนี้คืออะไร"), NEEDED, rows=3)
    appointment = SelectField(_later("การนัดหมาย"), choices=choices(APPOINTMENT_NAMES))
    where = FieldList(FormField(PlaceRow), min_entries=1)
    fee = FieldList(FormField(FeeRow), min_entries=1)
    duration = FieldList(FormField(DurationRow), min_entries=1)
    hours = FieldList(FormField(FactRow), min_entries=1)
    eligibility = FieldList(FormField(FactRow))
    documents = FieldList(FormField(DocumentRow))
    notes = FieldList(FormField(FactRow))
    law = FieldList(FormField(FactRow))
    first_question = FormField(FirstQuestionForm)
    questions = FieldList(FormField(WordingForm))
    see_also = FieldList(OtherField(_later("เรื่องที่เกี่ยวข้อง")))
    clip = StringField(
        _later("ลิงก์คลิป"), [HTTPS, LENGTH], render_kw={"type": "url", "inputmode": "url"}
    )
    clip_preview = StringField(
        _later("ลิงก์ภาพปกคลิป (.jpg)"),
        [HTTPS, LENGTH],
        description=_later("ใส่เมื่อคลิปเป็นไฟล์ .mp4 คลิปจะเล่นในแชตและนับการดูจบได้"),
        render_kw={"type": "url", "inputmode": "url"},
    )
    asks = LinesField(
        _later("ประชาชนถามว่าอย่างไร"), [NEEDED], description=_later("บรรทัดละหนึ่งแบบ"),
        render_kw={"rows": 8},
    )  # fmt: skip
    asks_en = LinesField(
        _later("ประชาชนถามเป็นภาษาอังกฤษว่าอย่างไร"), [NEEDED],
        description=_later("บรรทัดละหนึ่งแบบ ตัวอักษรอังกฤษเท่านั้น"),
        render_kw={"rows": 5, "lang": "en"},
    )  # fmt: skip

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        cases = {c.id: c.th for c in starter_catalogue().conditions.values()}
        for row in self.documents:
            row.form.when.choices = choices({"": EVERYBODY, **cases})

    def validate_short_th(self, field: StringField) -> None:
        """It fits on a button."""
        if graphemes((field.data or "").strip()) > LABEL_LIMIT:
            raise ValidationError(_("ชื่อสั้นยาวเกิน 20 ตัวอักษร ปุ่มในไลน์แสดงไม่หมดค่ะ"))

    def validate_asks(self, field: LinesField) -> None:
        """No phrase twice."""
        _refuse_twice(field.data or [])

    def validate_asks_en(self, field: LinesField) -> None:
        """No phrase twice, and nothing but plain English letters."""
        _refuse_twice(field.data or [])
        for phrase in field.data or []:
            if not phrase.isascii():
                told = _("“%(phrase)s” มีตัวอักษรที่ไม่ใช่ภาษาอังกฤษค่ะ", phrase=phrase)
                raise ValidationError(told)

    def validate_documents(self, field: FieldList) -> None:
        """There is at least one paper."""
        if not field.entries:
            raise ValidationError(_("กรุณาเพิ่มเอกสารอย่างน้อยหนึ่งรายการค่ะ"))

    def wrong(self) -> list[tuple[str, str]]:
        """Every field with a fault: its id and the first thing wrong with it, in page order."""
        return [(field.id, str(field.errors[0])) for field in _fields(self) if field.errors]


def _fields(form: wtforms.Form) -> Iterable[Any]:
    """The fields themselves, those inside rows too."""
    for field in form:
        if isinstance(field, FieldList):
            if field.errors and isinstance(field.errors[0], str):
                yield field  # of the list itself, not of one of its rows
            for row in field:
                yield from _fields(row.form) if isinstance(row, FormField) else [row]
        elif isinstance(field, FormField):
            yield from _fields(field.form)
        else:
            yield field


def _refuse_twice(phrases: list[str]) -> None:
    seen: set[str] = set()
    for phrase in phrases:
        if phrase.casefold() in seen:
            raise ValidationError(_("“%(phrase)s” เขียนไว้สองครั้งค่ะ", phrase=phrase))
        seen.add(phrase.casefold())
