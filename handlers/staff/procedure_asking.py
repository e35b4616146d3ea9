"""The questions a procedure asks before its papers are told, and the procedures it points to."""

from collections.abc import Iterable
from typing import Any

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from wtforms import FieldList, HiddenField, SelectField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length

from handlers.staff.furniture import section_name
from handlers.staff.procedure_case import whole
from handlers.staff.words import language
from models.catalogue.page import LONGEST
from models.content.overlay import starter_catalogue

SPARE = 2  # empty boxes offered below those filled in
Page = dict[str, Any]


def _words(label: Any, spoken: str) -> TextAreaField:
    return TextAreaField(label, [Length(max=LONGEST)], render_kw={"rows": 2, "lang": spoken})


class OtherField(SelectField):  # type: ignore[misc]
    """Another procedure, or none."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, choices=_procedures, **options)


class FirstQuestionForm(wtforms.Form):  # type: ignore[misc]
    """A question put before all others; told whole, or not at all."""

    th = _words(_later("คำถาม"), "th")
    en = _words(_later("คำถามภาษาอังกฤษ"), "en")
    yes_th = _words(_later("ถ้าตอบว่าใช่ บอกว่า"), "th")
    yes_en = _words(_later("ถ้าตอบว่าใช่ บอกเป็นภาษาอังกฤษว่า"), "en")
    yes_leads_to = FieldList(OtherField(_later("แล้วพาไปเรื่อง")))
    unsure_th = _words(_later("ถ้าตอบว่าไม่แน่ใจ บอกว่า"), "th")
    unsure_en = _words(_later("ถ้าตอบว่าไม่แน่ใจ บอกเป็นภาษาอังกฤษว่า"), "en")

    def validate_th(self, field: TextAreaField) -> None:
        """Every part is told once one is."""
        if said_of(self.data) and not (field.data or "").strip():
            told = _("กรุณากรอกช่องนี้ค่ะ หรือเว้นว่างทุกช่องของคำถามนี้")
            raise ValidationError(told)

    validate_en = validate_yes_th = validate_yes_en = validate_th
    validate_unsure_th = validate_unsure_en = validate_th

    def validate_yes_leads_to(self, field: FieldList) -> None:
        """A yes leads somewhere."""
        if said_of(self.data) and not any(field.data):
            raise ValidationError(_("กรุณาเลือกอย่างน้อยหนึ่งเรื่องค่ะ"))


class WordingForm(wtforms.Form):  # type: ignore[misc]
    """How this procedure puts the question of one case; as everywhere when left empty."""

    condition = HiddenField()
    th = _words(_later("คำถาม"), "th")
    en = _words(_later("คำถามภาษาอังกฤษ"), "en")

    def validate_th(self, field: TextAreaField) -> None:
        """In both languages, or in neither."""
        if bool((self.th.data or "").strip()) != bool((self.en.data or "").strip()):
            other = self.en if field is self.th else self.th
            if other.data:
                raise ValidationError(_("กรุณากรอกทั้งสองภาษา หรือเว้นว่างทั้งสองช่องค่ะ"))

    validate_en = validate_th

    @property
    def case(self) -> Any:
        """The condition asked about; None when nobody knows it."""
        return starter_catalogue().conditions.get(self.condition.data)


def said_of(first: Page | None) -> Page | None:
    """A first question as a page keeps it; None when nothing of it is filled in."""
    kept = {name: value.strip() for name, value in (first or {}).items() if isinstance(value, str)}
    leads = slugs_of((first or {}).get("yes_leads_to"))
    return {**kept, "yes_leads_to": leads} if leads or any(kept.values()) else None


def slugs_of(chosen: Iterable[str | None] | None, own: str | None = None) -> list[str]:
    """The procedures chosen, each once, without the `own`."""
    return [slug for slug in dict.fromkeys(chosen or ()) if slug and slug != own]


def boxes(chosen: Iterable[str | None] | None) -> list[str]:
    """The procedures chosen, and empty boxes for more."""
    return [*slugs_of(chosen), *[""] * SPARE]


def asked(documents: Iterable[Page], wordings: Page) -> list[Page]:
    """A row for each case the papers depend on, with its wording as far as there is one."""
    cases = dict.fromkeys(str(document.get("when")) for document in documents)
    known = starter_catalogue().conditions
    return [{"condition": one, **wordings.get(one, {})} for one in cases if one in known]


def wordings_of(rows: Iterable[Page], documents: Iterable[Page]) -> Page:
    """What a page keeps of those rows: wordings filled in, for cases a paper depends on."""
    called_for = {document.get("when") for document in documents}
    return {
        row["condition"]: {name: (row.get(name) or "").strip() for name in ("th", "en")}
        for row in rows
        if row.get("condition") in called_for
        and ((row.get("th") or "").strip() or (row.get("en") or "").strip())
    }


def procedure_name(slug: str) -> str:
    """What a procedure is called now; its slug when nobody knows it."""
    known = whole().catalogue.procedures.get(slug) or starter_catalogue().procedures.get(slug)
    return known.name(language()) if known else slug


def _procedures() -> list[SelectChoice]:
    known = {**starter_catalogue().procedures, **whole().catalogue.procedures}
    told = [
        SelectChoice(one.slug, one.name(language()), optgroup=section_name(one.section))
        for one in known.values()
    ]
    return [SelectChoice("", _("– ไม่มี –")), *told]
