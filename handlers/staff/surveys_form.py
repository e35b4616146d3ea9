"""The form of a survey: its name, its question in two languages, four or five named levels."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from handlers.staff.forms import Form
from handlers.staff.surveys_words import ABOUT
from models.survey_wording import LEVELS, Wording
from models.surveys import SCALES, Survey

MOST = max(SCALES)
LONGEST_NAME, LONGEST_QUESTION, LONGEST_LEVEL = 120, 160, 20  # characters; a level is a button


def _level(number: int, thai: bool) -> StringField:
    words = (
        _later("ระดับ %(number)s (ไทย)", number=number)
        if thai
        else _later("ระดับ %(number)s (อังกฤษ)", number=number)
    )
    return StringField(words, [Optional(), Length(max=LONGEST_LEVEL)])


class SurveyForm(Form):
    """One question and its scale. Level 1 is the least."""

    about = SelectField(_later("ถามเรื่อง"))
    name = StringField(
        _later("ชื่อแบบสอบถาม"),
        [InputRequired(_later("กรุณาใส่ชื่อค่ะ")), Length(max=LONGEST_NAME)],
        description=_later("ชื่อนี้ใช้ในรายงาน ประชาชนไม่เห็น"),
    )
    question_th = StringField(
        _later("คำถาม (ไทย)"),
        [InputRequired(_later("กรุณาใส่คำถามค่ะ")), Length(max=LONGEST_QUESTION)],
    )
    question_en = StringField(
        _later("คำถาม (อังกฤษ)"),
        [InputRequired(_later("กรุณาใส่คำถามค่ะ")), Length(max=LONGEST_QUESTION)],
    )
    scale_max = RadioField(
        _later("จำนวนระดับ"),
        choices=[SelectChoice(n, str(n)) for n in SCALES],
        coerce=int,
        default=MOST,
    )
    satisfied_from = SelectField(
        _later("นับว่าพึงพอใจตั้งแต่ระดับ"), coerce=int, default=MOST - 1,
        choices=[SelectChoice(n, str(n)) for n in range(1, MOST + 1)],
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.about.choices = [
            SelectChoice(code, str(name)) for code, (name, _when) in ABOUT.items()
        ]

    def validate_satisfied_from(self, field: SelectField) -> None:
        """Somebody must be able to be satisfied."""
        if field.data and self.scale_max.data and field.data > self.scale_max.data:
            raise ValidationError(_("ต้องไม่เกินระดับสูงสุดค่ะ"))

    @property
    def rows(self) -> list[tuple[int, StringField, StringField]]:
        """The names of each level, the best first."""
        return [(n, self[f"th_{n}"], self[f"en_{n}"]) for n in range(MOST, 0, -1)]

    def wording(self) -> Wording:
        """What was filled in; only to be asked of a valid form. Empty names are the usual ones."""
        scale = self.scale_max.data
        usual = LEVELS[scale]
        levels = [
            [
                (self[f"th_{n}"].data or "").strip() or usual[n - 1][0],
                (self[f"en_{n}"].data or "").strip() or usual[n - 1][1],
            ]
            for n in range(1, scale + 1)
        ]
        return Wording(
            self.about.data, self.name.data.strip(), self.question_th.data.strip(),
            self.question_en.data.strip(), scale, levels, self.satisfied_from.data,
        )  # fmt: skip


for _number in range(1, MOST + 1):
    setattr(SurveyForm, f"th_{_number}", _level(_number, thai=True))
    setattr(SurveyForm, f"en_{_number}", _level(_number, thai=False))


def filled_from(survey: Survey) -> Mapping[str, Any]:
    """A form that asks as this survey does."""
    kept = ("about", "name", "question_th", "question_en", "scale_max", "satisfied_from")
    named = {name: getattr(survey, name) for name in kept}
    for number, (thai, english) in enumerate(survey.levels, 1):
        named |= {f"th_{number}": thai, f"en_{number}": english}
    return named
